import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page } from '$lib/server/request-context';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';
import { isKind } from './kinds';

/** Cards name the workspace, not everybody who is credited. */
const cards = { credits: false };

/** What is new everywhere, or with `?type=` all of one kind. */
export const load: PageServerLoad = page(async ({ url }, { db, principal, paged }) => {
  const type = url.searchParams.get('type');
  if (isKind(type)) {
    const { items, ...rest } = await paged({ type }, (cursor) =>
      resources.list(db, principal, { ...cards, type: [type], limit: 18, cursor }),
    );
    return { type, list: { items: items.map(cardOf), ...rest }, front: null };
  }
  const [releases, posts, newcomers] = await Promise.all([
    resources.list(db, principal, { ...cards, type: ['song', 'album'], limit: 12 }),
    resources.list(db, principal, { ...cards, type: ['post'], limit: 4 }),
    workspaces.list(db, principal, { limit: 6 }),
  ]);
  return {
    type: null,
    list: null,
    front: {
      releases: releases.items.map(cardOf),
      posts: posts.items.map(cardOf),
      workspaces: newcomers.items.map(workspaceCardOf),
    },
  };
});
