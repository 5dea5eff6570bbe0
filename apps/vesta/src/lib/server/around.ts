/** Where an address that leads nowhere would be: the page above it, for the way back. */
import { isAppError } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import { isDatabaseFailure } from '@vesta-cx/db/query';
import type { RequestEvent } from '@sveltejs/kit';
import { getDb } from './db';

type Event = Pick<RequestEvent, 'url' | 'platform' | 'locals'>;

/** The workspace or the person below whose page the address is, if the reader may see it. */
export async function pageAround({
  url,
  platform,
  locals,
}: Event): Promise<App.Error['around'] | undefined> {
  const [first = '', second, third] = url.pathname.split('/').filter(Boolean);
  if (!platform || !locals.principal || second === undefined || first === 'api') return undefined;
  const db = getDb(platform);
  try {
    if (first !== 'user') {
      const { name, slug } = await workspaces.read(db, locals.principal, first);
      return { name, path: `/${slug}` };
    }
    if (third === undefined) return undefined;
    const { displayName, handle } = await users.findByHandle(db, second);
    return { name: displayName ?? `@${handle}`, path: `/user/${handle}` };
  } catch (thrown) {
    if (!isAppError(thrown) && !isDatabaseFailure(thrown)) throw thrown;
    return undefined;
  }
}
