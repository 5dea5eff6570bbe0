import type { Item } from '@vesta-cx/core/collections';
import type { Collection } from '@vesta-cx/db';

/** A collection as a small crate: what travels to the page, and no more. */
export interface CrateData {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  /** "14 things". */
  meta: string;
  /** The first things in it. */
  items: { id: string; cover: string | null }[];
}

/** "14 things"; without a count just "things". */
export const thingsText = (count: number | null): string =>
  count === null ? 'things' : count === 1 ? '1 thing' : `${count} things`;

/** The crate of a collection and the first things in it. */
export const crateOf = (
  { id, slug, name, description, itemCount }: Collection,
  items: readonly Item[],
): CrateData => ({
  id,
  slug,
  name,
  description,
  meta: thingsText(itemCount),
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
