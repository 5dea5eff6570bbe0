/** Somebody who has a place of their own for one test: a workspace that nothing else touches. */
import { send } from './api.ts';
import type { Account } from './sign-in.ts';
import { unique } from './unique.ts';

export interface Place {
  id: string;
  slug: string;
  /** The address of its dashboard. */
  dashboard: string;
}

export async function claim(as: Account, name = 'place'): Promise<Place> {
  const slug = unique(name);
  const { id } = await send(as, 'POST', '/workspaces', { name: `Place ${slug}`, slug });
  return { id, slug, dashboard: `/dashboard/${slug}` };
}
