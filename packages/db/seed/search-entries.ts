/** The words by which search finds what seeds make: what the core enters with each name. */
import { searchEntriesOf } from '../src/query/search-words.ts';
import { publicScope, type SearchEntry } from '../src/schema/index.ts';
import type { SeedBatch } from './rows.ts';

/** The entries of the rows of one table; none of a table whose rows have no names. */
export function searchEntriesFor(batch: SeedBatch): SearchEntry[] {
  switch (batch.table) {
    case 'users':
      return batch.rows.flatMap(({ workosUserId: id, displayName, handle }) =>
        searchEntriesOf({ type: 'user', id, scope: publicScope, names: [displayName, handle] }),
      );
    case 'teams':
      return batch.rows.flatMap(({ id, name, organizationId: scope }) =>
        searchEntriesOf({ type: 'team', id: id!, scope, names: [name] }),
      );
    case 'workspaces':
      return batch.rows.flatMap((row) =>
        searchEntriesOf({
          type: 'workspace',
          id: row.id!,
          scope: scopeOf(row, true),
          names: [row.name, row.slug],
        }),
      );
    case 'resources':
      return batch.rows.flatMap((row) =>
        searchEntriesOf({
          type: 'resource',
          id: row.id!,
          scope: scopeOf(row, row.status === 'LISTED' && row.publishedAt != null),
          names: [row.title ?? row.excerpt ?? ''],
          beginningOnly: row.type === 'status',
        }),
      );
    case 'collections':
      return batch.rows
        .filter(({ type }) => type === 'manual')
        .flatMap((row) =>
          searchEntriesOf({
            type: 'collection',
            id: row.id!,
            scope: scopeOf(row, row.status === 'LISTED'),
            names: [row.name],
          }),
        );
    default:
      return [];
  }
}

interface Kept {
  guestReadable?: boolean | null | undefined;
  circle?: string | null | undefined;
}

const scopeOf = ({ guestReadable, circle }: Kept, isListed: boolean): string =>
  isListed ? (guestReadable ? publicScope : (circle ?? '')) : '';
