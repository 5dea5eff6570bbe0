import { dateOf, kinds } from '$lib/components/resources/card';
import type { Item, EntityCard } from '@vesta-cx/core/collections';
import type { CollectionItemType } from '@vesta-cx/db';
import { collectionPath, ownerPath } from './address';
import { itemsText } from './card';
import { cutText } from '@vesta-cx/utils/text';

/** Anything that a collection can hold, in the words of a line. */
export interface EntityRowData {
  itemType: CollectionItemType;
  itemId: string;
  /** A status has no title: then these are its words. */
  title: string;
  isWords: boolean;
  href: string;
  /** "Album", "Collection", "Person". */
  kind: string;
  by: { name: string; href: string } | null;
  /** "14 items", for a collection. */
  meta: string | undefined;
  text: string | null;
  cover: string | null;
  at: Date | string | null;
}

/** An item of a collection as its page shows it: what travels, and no more. */
export interface ItemData extends EntityRowData {
  note: string | null;
}

const textLength = 200;

export function entityRowData(thing: EntityCard): EntityRowData {
  const base = {
    itemType: thing.type,
    itemId: thing.id,
    meta: undefined,
    at: null,
    isWords: false,
  };
  switch (thing.type) {
    case 'resource': {
      const { title, excerpt, home, slug, resourceType, coverUrl } = thing;
      return {
        ...base,
        title: title ?? excerpt ?? '',
        isWords: title === null,
        href:
          home.type === 'user' ? `${ownerPath(home)}#${thing.id}` : `${ownerPath(home)}/${slug}`,
        kind: kinds[resourceType],
        by: { name: home.name, href: ownerPath(home) },
        text: title ? excerpt : null,
        cover: coverUrl,
        at: dateOf(thing),
      };
    }
    case 'collection':
      return {
        ...base,
        title: thing.name,
        href: collectionPath(thing.owner, thing.slug),
        kind: 'Collection',
        by: { name: thing.owner.name, href: ownerPath(thing.owner) },
        meta: itemsText(thing.itemCount),
        text: cut(thing.description),
        cover: null,
      };
    default:
      return {
        ...base,
        title: thing.name,
        href: ownerPath(thing),
        kind: thing.type === 'user' ? 'Person' : 'Page',
        by: null,
        text: cut(thing.description),
        cover: thing.avatarUrl,
      };
  }
}

export const itemData = ({ thing, note }: Item): ItemData => ({ ...entityRowData(thing), note });

/** One name for an item, for keys and element ids. */
export const keyOf = ({ itemType, itemId }: { itemType: string; itemId: string }): string =>
  `${itemType}-${itemId}`;

const cut = (text: string | null) => text && cutText(text, textLength);
