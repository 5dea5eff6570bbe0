import { collectionCardOf } from '$lib/components/collections/card';
import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const person = await users.findByHandle(db, params.handle);
  const { workosUserId, handle, displayName, bio, avatarUrl, createdAt } = person;
  if (handle !== params.handle) redirect(301, `/user/${handle}${url.search}`);

  const owner = { type: 'user', id: workosUserId } as const;
  const [pages, made, statuses] = await Promise.all([
    // What anybody could find: their private ones are on their dashboard.
    paged(
      {},
      (cursor) => workspaces.list(db, principal, { owner, access: 'public', limit: 12, cursor }),
      'pages',
    ),
    collections.list(db, principal, { owner, limit: 12 }),
    paged({}, (cursor) => resources.statusesOf(db, principal, person, { limit: 10, cursor })),
  ]);
  const shown = made.items.map(({ collection }) => collection);
  const inside = await collections.previews(db, principal, shown, 3);
  return {
    person: { handle, name: displayName, bio, avatarUrl, since: createdAt },
    isMe: principal.userId === workosUserId,
    isFirst: statuses.isFirst,
    workspaces: pages.items.map(workspaceCardOf),
    morePages: { next: pages.next, isFirst: pages.isFirst },
    collections: shown.map((one) => collectionCardOf(one, inside.get(one.id) ?? [])),
    statuses: statuses.items.map(cardOf),
    next: statuses.next,
  };
});
