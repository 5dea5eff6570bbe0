/** Addresses in capitals that people type or print, answered before the framework is asked. */
import { guest, isAppError } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import { isDatabaseFailure, type Database } from '@vesta-cx/db/query';
import { getDb, readYourWrites, release } from './db';
import { protect } from './headers';

/** `/Name` and `/Name/Slug` with a capital in it, as slugs and handles are spelled. */
const inCapitals = /^\/(?=[^A-Z]*[A-Z])([\w-]+)(?:\/([\w-]+))?$/;

/**
 * The redirect of a guest's visit to where its address is spelled as it is; null when the answer is for
 * the framework, also that there is nothing.
 */
export async function redirected(
  request: Request,
  platform: Pick<App.Platform, 'env' | 'ctx'>,
): Promise<Response | null> {
  const { method, headers } = request;
  const { pathname, search, protocol } = new URL(request.url);
  const [, first, second] = inCapitals.exec(pathname) ?? [];
  const isVisit = method === 'GET' || method === 'HEAD';
  // Who is signed in may see what guests may not.
  if (!first || !isVisit || headers.get('cookie')?.includes('vesta_session')) return null;
  const answer = await readYourWrites(request, platform, async () => {
    try {
      const db = getDb(platform);
      const path = await (second ? pathBelow(db, first, second) : pathOf(db, first));
      return new Response(null, { status: 301, headers: { location: path + search } });
    } catch (error) {
      if (isAppError(error) || isDatabaseFailure(error)) return new Response(null, { status: 404 });
      throw error;
    } finally {
      release(platform);
    }
  });
  const to = answer.headers.get('location');
  if (to === null || to === pathname + search) return null;
  protect(answer, { isHttps: protocol === 'https:', mayStay: true });
  return answer;
}

const pathOf = async (db: Database, name: string) =>
  `/${(await workspaces.read(db, guest, name)).slug}`;

async function pathBelow(db: Database, name: string, slug: string): Promise<string> {
  if (name === 'user') return `/user/${(await users.findByHandle(db, slug)).handle}`;
  return resources.addressOf(db, guest, await resources.locate(db, name, slug));
}
