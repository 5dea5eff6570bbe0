/** The words by which search finds what seeds make: what the core enters with each name. */
import { searchEntriesOf, type Searchable } from '@vesta-cx/db/query';
import { publicScope } from '@vesta-cx/db';
import type { SeedBatch, SeedRow } from './rows.ts';

type Entries = SeedRow<'searchEntries'>[];

/** The entries of the rows of one table; none of a table whose rows have no names. */
export function searchEntriesFor(batch: SeedBatch): Entries {
  switch (batch.table) {
    case 'users':
      return batch.rows.flatMap((row) =>
        entriesOf(row, {
          ...{ type: 'user', id: row.workosUserId, scope: publicScope },
          names: [row.displayName, row.handle],
        }),
      );
    case 'teams':
      return batch.rows.flatMap((row) =>
        entriesOf(row, { type: 'team', id: row.id!, scope: row.organizationId, names: [row.name] }),
      );
    case 'workspaces':
      return batch.rows.flatMap((row) =>
        entriesOf(row, {
          ...{ type: 'workspace', id: row.id!, scope: scopeOf(row, true) },
          names: [row.name, row.slug],
        }),
      );
    case 'resources':
      return batch.rows.flatMap((row) => {
        const isListed = row.status === 'LISTED' && (row.publishedAt ?? null) !== null;
        return entriesOf(row, {
          ...{ type: 'resource', id: row.id!, scope: scopeOf(row, isListed) },
          names: [row.title ?? row.excerpt ?? ''],
          beginningOnly: row.type === 'status',
        });
      });
    case 'collections':
      return batch.rows.flatMap((row) =>
        row.type !== 'manual'
          ? []
          : entriesOf(row, {
              ...{ type: 'collection', id: row.id!, names: [row.name] },
              scope: scopeOf(row, row.status === 'LISTED'),
            }),
      );
    default:
      return [];
  }
}

const entriesOf = ({ createdAt }: { createdAt?: Date | undefined }, one: Searchable): Entries =>
  searchEntriesOf(one).map((entry) => ({ ...entry, createdAt }));

interface Kept {
  guestReadable?: boolean | null | undefined;
  circle?: string | null | undefined;
}

const scopeOf = ({ guestReadable, circle }: Kept, isListed: boolean): string =>
  isListed ? (guestReadable ? publicScope : (circle ?? '')) : '';
