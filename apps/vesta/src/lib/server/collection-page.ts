import { collectionPath, ownerPath } from '$lib/components/collections/address';
import { itemData } from '$lib/components/collections/item';
import type { CollectionPageData } from '$lib/components/collections/page';
import { lookOf } from '$lib/theme';
import * as collections from '@vesta-cx/core/collections';
import type { ActorType } from '@vesta-cx/db';
import { redirect } from '@sveltejs/kit';
import type { RequestContext } from './request-context';

const pageSize = 20;

/** The public page of a collection, whoever owns it. Former and upper-case addresses lead to it. */
export async function collectionPage(
  url: URL,
  { db, principal, paged }: RequestContext,
  address: { type: ActorType; slug: string },
  slug: string,
): Promise<CollectionPageData> {
  const { collection, owner, workspace } = await collections.readAt(db, principal, address, slug);
  const path = collectionPath(owner, collection.slug);
  if (url.pathname !== path) redirect(301, path + url.search);

  const [{ items, next, isFirst }, rights] = await Promise.all([
    paged({}, (cursor) =>
      collections.items(db, principal, collection, { limit: pageSize, cursor }),
    ),
    principal.userId === null ? null : collections.rights(db, principal, collection),
  ]);
  const { id, name, description, type, status } = collection;
  // All that the reader may see is counted where it fits the page.
  const seen = isFirst && next === null ? items.length : null;
  const itemCount = collection.itemCount ?? seen;
  return {
    look: lookOf(workspace?.theme),
    collection: { id, name, description, type, status, itemCount, path },
    owner: {
      type: owner.type,
      name: owner.name,
      path: ownerPath(owner),
      avatarUrl: owner.avatarUrl,
      seed: owner.type === 'user' ? owner.slug : owner.id,
    },
    feed: workspace && {
      slug: workspace.slug,
      name: workspace.name,
      guestReadable: workspace.guestReadable,
    },
    mayEdit: type === 'manual' && (rights?.write ?? false),
    // What keeps itself is not edited; who may see it is decided all the same.
    mayDecide: type === 'static' && (rights?.admin ?? false),
    items: items.map(itemData),
    next,
    isFirst,
  };
}
