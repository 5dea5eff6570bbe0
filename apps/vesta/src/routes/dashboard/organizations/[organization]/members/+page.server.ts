import { page } from '$lib/server/request-context';
import * as organizations from '@vesta-cx/core/organizations';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const organization = await organizations.read(db, principal, params.organization);
  const { items, next, isFirst } = await paged({}, (cursor) =>
    organizations.members(db, organization, { limit: 50, cursor }),
  );
  return {
    members: items.map(({ user: { workosUserId: id, ...user }, role, createdAt }) => ({
      id,
      ...user,
      role,
      since: createdAt,
    })),
    next,
    isFirst,
    selfId: principal.userId,
    wasRemoved: url.searchParams.has('removed'),
  };
});
