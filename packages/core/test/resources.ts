/** Makers for the suites of resources. */
import type { Resource, Workspace } from '@vesta-cx/db';
import type { Person, Principal } from '../src/kernel/index.ts';
import type { Authorized } from '../src/permissions/index.ts';
import * as resources from '../src/resources/index.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { db, person, workspace } from './make.ts';

/** When everything happens. */
export const now = new Date('2026-08-01T12:00:00Z');

/** A post that `author` writes in `home`; a draft unless said otherwise. */
export async function post(
  author: Person,
  home: Workspace,
  input: Partial<Extract<resources.NewResourceInput, { type: 'post' }>> = {},
): Promise<Resource> {
  const proof = await workspaces.authorize(db, author, home.id, 'write');
  return resources.create(
    db,
    author,
    proof,
    { type: 'post', title: 'Low water', post: { body: 'The *tide* goes out.' }, ...input },
    now,
  );
}

export const edit = (who: Principal, id: string): Promise<Authorized<'write', Resource>> =>
  resources.authorize(db, who, id, 'write', now);

/** Ada has a workspace, Emil is a stranger there. */
export async function scene(): Promise<{ ada: Person; emil: Person; home: Workspace }> {
  const [ada, emil] = [await person(), await person()];
  return { ada, emil, home: await workspace(ada) };
}
