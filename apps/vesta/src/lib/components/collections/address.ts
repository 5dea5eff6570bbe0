import type { Owner } from '@vesta-cx/core/collections';

/** Returns where the page of an actor is. */
export const ownerPath = ({ type, slug }: Pick<Owner, 'type' | 'slug'>): string =>
  type === 'user' ? `/user/${slug}` : `/${slug}`;

/** Returns where the page of a collection is. */
export const collectionPath = (owner: Pick<Owner, 'type' | 'slug'>, slug: string): string =>
  `${ownerPath(owner)}/c/${slug}`;
