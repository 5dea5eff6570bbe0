import { collectionCardOf } from '$lib/components/collections/card';
import { page, together } from '$lib/server/request-context';
import { workspaceOf } from '$lib/server/workspace';
import * as collections from '@vesta-cx/core/collections';
import type { PageServerLoad } from './$types';

/** The collections of a workspace: those made by hand, and those that follow from what it does. */
export const load: PageServerLoad = page(async (event, context) => {
  const { db, principal, paged } = context;
  const owner = { type: 'workspace', slug: event.params.workspace } as const;
  const ahead = Promise.all([
    paged({}, (cursor) => collections.list(db, principal, { owner, limit: 18, cursor })),
    event.url.searchParams.get('cursor')
      ? null
      : collections.list(db, principal, {
          owner,
          type: ['static'],
          status: ['LISTED'],
          limit: 10,
        }),
  ]);
  const [, [made, kept]] = await together(workspaceOf(event, context), ahead);
  const shown = made.items.map(({ collection }) => collection);
  const keeps = (kept?.items ?? []).map(({ collection }) => collection);
  const inside = await collections.previews(db, principal, [...shown, ...keeps], 3);
  // Whether there is something in it is as little told as how much.
  const isEmpty = ({ id, itemCount }: collections.ShownCollection) =>
    !itemCount && inside.get(id)?.length === 0;
  return {
    collections: shown.map((one) => collectionCardOf(one, inside.get(one.id) ?? [])),
    next: made.next,
    isFirst: made.isFirst,
    kept: keeps
      .filter((one) => !isEmpty(one))
      .map(({ slug, name, itemCount }) => ({ slug, name, itemCount })),
  };
});
