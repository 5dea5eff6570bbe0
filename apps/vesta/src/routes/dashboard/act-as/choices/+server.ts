import { page } from '$lib/server/door';
import * as workspaces from '@vesta-cx/core/workspaces';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The first few workspaces that the person can act as: asked for when the account's menu is opened. */
export const GET: RequestHandler = page(async (_event, { db, principal }) => {
  const { items } = await workspaces.list(db, principal, { limit: 4, access: 'write' });
  return json(items.map(({ id, name }) => ({ id, name })));
});
