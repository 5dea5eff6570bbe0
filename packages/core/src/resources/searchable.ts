import { publicScope, type Resource } from '@vesta-cx/db';
import type { Searchable } from '@vesta-cx/db/query';

type Named = Pick<Resource, 'id' | 'type' | 'title' | 'excerpt' | 'status' | 'publishedAt'>;

/**
 * What a resource is found by: the words of its title, of a status how it begins. A draft or
 * something unlisted only by those who may edit it.
 */
export const searchable = ({
  id,
  type,
  title,
  excerpt,
  status,
  publishedAt,
}: Named): Searchable => ({
  type: 'resource',
  id,
  scope: status === 'LISTED' && publishedAt ? publicScope : '',
  names: [title ?? excerpt ?? ''],
  beginningOnly: type === 'status',
});

/** Returns whether search finds both alike. */
export function isSearchedAlike(one: Named, other: Named): boolean {
  const [before, after] = [searchable(one), searchable(other)];
  return before.scope === after.scope && before.names[0] === after.names[0];
}
