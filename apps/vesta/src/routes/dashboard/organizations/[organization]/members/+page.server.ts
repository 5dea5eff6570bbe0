import { page } from '$lib/server/door';
import * as organizations from '@vesta-cx/core/organizations';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const organization = await organizations.read(db, principal, params.organization);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const { items, next } = await organizations.members(db, organization, { limit: 50, cursor });
  return {
    members: items.map(({ user: { workosUserId: id, ...user }, role, createdAt }) => ({
      id,
      ...user,
      role,
      since: createdAt,
    })),
    next,
    isFirst: cursor === undefined,
    selfId: principal.userId,
    wasRemoved: url.searchParams.has('removed'),
  };
});
