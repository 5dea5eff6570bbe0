import type { Item, ShownCollection } from '@vesta-cx/core/collections';

/** A collection as a card: what travels to the page, and no more. */
export interface CollectionCardData {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  /** "14 items", for whoever may write it. */
  meta: string | undefined;
  /** The first things in it. */
  items: { id: string; cover: string | null }[];
}

/** "14 items"; nothing where the count is not the reader's to know. */
export const itemsText = (count: number | null): string | undefined =>
  count === null ? undefined : count === 1 ? '1 item' : `${count} items`;

/** Returns the card of a collection and the first things in it. */
export const collectionCardOf = (
  { id, slug, name, description, itemCount }: ShownCollection,
  items: readonly Item[],
): CollectionCardData => ({
  id,
  slug,
  name,
  description,
  meta: itemsText(itemCount),
  items: items.map(({ thing }) => ({ id: thing.id, cover: pictureOf(thing) })),
});

function pictureOf(thing: Item['thing']): string | null {
  switch (thing.type) {
    case 'resource':
      return thing.coverUrl;
    case 'collection':
      return null;
    default:
      return thing.avatarUrl;
  }
}
