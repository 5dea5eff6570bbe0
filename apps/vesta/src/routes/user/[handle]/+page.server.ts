import { collectionCardOf } from '$lib/components/collections/card';
import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page, together } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const at = params.handle.toLowerCase();
  const ahead = Promise.all([
    collections.list(db, principal, { owner: { type: 'user', slug: at }, limit: 12 }),
    paged({}, (cursor) =>
      resources.statusesOf(db, principal, { handle: at }, { limit: 10, cursor }),
    ),
  ]);
  const [person, [made, statuses]] = await together(users.findByHandle(db, params.handle), ahead);
  const { workosUserId, handle, displayName, bio, avatarUrl, createdAt } = person;
  if (handle !== params.handle) redirect(301, `/user/${handle}${url.search}`);

  const owner = { type: 'user', id: workosUserId } as const;
  const shown = made.items.map(({ collection }) => collection);
  const [pages, inside] = await Promise.all([
    // What anybody could find: their private ones are on their dashboard.
    paged(
      {},
      (cursor) => workspaces.list(db, principal, { owner, access: 'public', limit: 12, cursor }),
      'pages',
    ),
    collections.previews(db, principal, shown, 3),
  ]);
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
