import { page } from '$lib/server/door';
import * as organizations from '@vesta-cx/core/organizations';
import type { PageServerLoad } from './$types';

const shown = 12;

export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const organization = await organizations.read(db, principal, params.organization);
  const [workspaces, people] = await Promise.all([
    organizations.workspacesOf(db, organization, shown),
    organizations.members(db, organization, { limit: shown }),
  ]);
  return {
    workspaces: workspaces.map(({ id, slug, name, avatarUrl, description, visibility }) => ({
      id,
      slug,
      name,
      avatarUrl,
      description,
      visibility,
    })),
    people: people.items.map(({ user, role }) => ({ ...user, role })),
    morePeople: people.next !== null,
    notice: (['made', 'joined'] as const).find((name) => url.searchParams.has(name)) ?? null,
  };
});
