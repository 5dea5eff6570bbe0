import { collectionCardOf } from '$lib/components/collections/card';
import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page, together } from '$lib/server/request-context';
import type { Principal } from '@vesta-cx/core';
import * as collections from '@vesta-cx/core/collections';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Database } from '@vesta-cx/db/query';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const at = params.handle.toLowerCase();
  // What anybody could find, asked for together with who that is.
  const ahead = Promise.all([
    collectionsOf(db, principal, at),
    paged({}, (cursor) =>
      resources.statusesOf(db, principal, { handle: at }, { limit: 10, cursor }),
    ),
  ]);
  const listed = async () => {
    const person = await users.findByHandle(db, params.handle);
    if (person.handle !== params.handle) redirect(301, `/user/${person.handle}${url.search}`);
    const owner = { type: 'user', id: person.workosUserId } as const;
    // Their private ones are on their dashboard.
    const pages = await paged(
      {},
      (cursor) => workspaces.list(db, principal, { owner, access: 'public', limit: 12, cursor }),
      'pages',
    );
    return { person, pages };
  };
  const [{ person, pages }, [{ shown, inside }, statuses]] = await together(listed(), ahead);
  const { workosUserId, handle, displayName, bio, avatarUrl, createdAt } = person;
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

/** The newest collections of the person with this handle, with the first things in them. */
async function collectionsOf(db: Database, principal: Principal, handle: string) {
  const owner = { type: 'user', slug: handle } as const;
  const { items } = await collections.list(db, principal, { owner, limit: 12 });
  const shown = items.map(({ collection }) => collection);
  return { shown, inside: await collections.previews(db, principal, shown, 3) };
}
