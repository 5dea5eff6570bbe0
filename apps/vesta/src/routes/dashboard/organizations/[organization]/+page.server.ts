import { page } from '$lib/server/request-context';
import * as organizations from '@vesta-cx/core/organizations';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';

const shown = 12;

export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const organization = await organizations.read(db, principal, params.organization);
  const owner = { type: 'organization', id: organization.workosOrgId } as const;
  const [owned, people] = await Promise.all([
    paged({}, (cursor) => workspaces.list(db, principal, { owner, limit: shown, cursor })),
    (await organizations.knowsMembers(db, organization))
      ? organizations.members(db, organization, { limit: shown })
      : null,
  ]);
  return {
    workspaces: owned.items.map(({ id, slug, name, avatarUrl, description, visibility }) => ({
      id,
      slug,
      name,
      avatarUrl,
      description,
      visibility,
    })),
    next: owned.next,
    isFirst: owned.isFirst,
    people: people && {
      items: people.items.map(({ user, role }) => ({ ...user, role })),
      more: people.next !== null,
    },
    notice: (['made', 'joined'] as const).find((name) => url.searchParams.has(name)) ?? null,
  };
});
