/** Many resources at once, for lists of a length that matters. */
import {
  newId,
  resourceAuthors,
  resources as table,
  type NewResource,
  type Workspace,
} from '@vesta-cx/db';
import { batch, searchKey } from '@vesta-cx/db/query';
import { inArray } from 'drizzle-orm';
import { insertSearchEntries } from '../src/kernel/search-entries.ts';
import { refreshScopes } from '../src/permissions/index.ts';
import { searchable } from '../src/resources/searchable.ts';
import { db } from './make.ts';

/** The moment at which the lists are looked at. */
export const now = new Date('2026-08-01T12:00:00Z');
export const minute = 60_000;

/** Rows as the commands make them, many at a time. */
export async function insertResources(
  home: Workspace,
  rows: Partial<NewResource>[],
): Promise<string[]> {
  const made = rows
    .map((row, n) => ({
      id: newId(),
      ownerType: home.ownerType,
      ownerId: home.ownerId,
      workspaceId: home.id,
      slug: `r-${n}-${newId().slice(-8)}`,
      type: 'post' as const,
      title: row.type === 'status' ? null : `Piece ${n}`,
      status: 'LISTED' as const,
      publishedAt: new Date(now.getTime() - n * minute),
      guestReadable: true,
      searchKey: searchKey(`Piece ${n}`),
      ...row,
    }))
    .map((row) => ({ ...row, datedAt: row.datedAt ?? row.publishedAt }));
  const size = 5;
  for (let i = 0; i < made.length; i += size * 60) {
    await batch(db, (q) => {
      const statements = [];
      for (let j = i; j < Math.min(made.length, i + size * 60); j += size) {
        const some = made.slice(j, j + size);
        statements.push(q.insert(table).values(some));
        // As its search key says, which some tests make up.
        statements.push(
          ...some.flatMap((row) =>
            insertSearchEntries(q, searchable({ excerpt: null, ...row, title: row.searchKey })),
          ),
          refreshScopes(
            q,
            'resource',
            inArray(
              table.id,
              some.map(({ id }) => id),
            ),
          ),
        );
        statements.push(
          q.insert(resourceAuthors).values(
            some.map(({ id }) => ({
              resourceId: id,
              authorType: 'workspace' as const,
              authorId: home.id,
            })),
          ),
        );
      }
      return statements;
    });
  }
  return made.map(({ id }) => id);
}
