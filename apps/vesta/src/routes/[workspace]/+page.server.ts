import { collectionCardOf } from '$lib/components/collections/card';
import { cardOf } from '$lib/components/resources/card';
import { linkOf } from '$lib/components/resources/links';
import { page, together } from '$lib/server/request-context';
import { workspaceOf } from '$lib/server/workspace';
import { notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import * as pages from '@vesta-cx/core/pages';
import type { PageServerLoad } from './$types';
import { isView, views } from './views';

/** The front of a workspace, or with `?show=` all of one part of it. */
export const load: PageServerLoad = page(async (event, context) => {
  const { db, principal, paged } = context;
  const { searchParams } = event.url;
  const show = searchParams.get('show');
  if (show !== null) {
    if (!isView(show)) throw notFound('page');
    const type = views[show].types;
    const home = { slug: event.params.workspace };
    const [workspace, { isFirst, ...listed }] = await together(
      workspaceOf(event, context),
      paged({ show }, (cursor) =>
        resources.listedAt(db, principal, home, { type, cursor, limit: 24 }),
      ),
    );
    const { items, next } = await resources.shown(db, principal, workspace, listed);
    const part = { view: show, items: items.map(cardOf), next, isFirst };
    return { part, profile: null };
  }
  const now = new Date();
  const [workspace, ahead] = await together(
    workspaceOf(event, context),
    pages.profileAhead(db, principal, { slug: event.params.workspace }, now),
  );
  const profile = await pages.profile(db, principal, workspace, now, ahead);
  const { releases, posts, statuses, collections, links } = profile;
  return {
    part: null,
    profile: {
      releases: { more: releases.more, items: releases.items.map(cardOf) },
      posts: { more: posts.more, items: posts.items.map(cardOf) },
      statuses: { more: statuses.more, items: statuses.items.map(cardOf) },
      collections: {
        more: collections.more,
        items: collections.items.map(({ collection, items }) =>
          collectionCardOf(collection, items),
        ),
      },
      links: links.map(linkOf),
    },
  };
});
