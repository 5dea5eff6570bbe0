/**
 * Optimistic locking: a row is changed as it was seen, or not at all. The one place where versions are
 * compared, for commands, and for batches that have to fail as a whole.
 */
import { changedRows, type AnyTable, type Database, type Statement } from '@vesta-cx/db/query';
import { and, getTableColumns, ne, sql, type SQL } from 'drizzle-orm';
import { AppError, isAppError, notFound, stale } from './errors.ts';

/** A row whose changes are counted, or that says when it was changed last. */
export type Versioned = { version: number } | { updatedAt: Date };

/** The version of a row: its counter, or the moment of its last change in Unix milliseconds. */
export const versionOf = (row: Versioned): number =>
  'version' in row ? row.version : row.updatedAt.getTime();

/** The columns that a change writes: two changes in one millisecond are still two versions. */
export const nextVersion = <Row extends Versioned>(row: Row): Next<Row> =>
  ('version' in row
    ? { version: row.version + 1 }
    : { updatedAt: new Date(Math.max(Date.now(), versionOf(row) + 1)) }) as Next<Row>;
type Next<Row> = Row extends { version: number } ? { version: number } : { updatedAt: Date };

/**
 * What a caller demands of the version that is changed: to be the one they saw (the hidden field of a
 * form), or whatever they say (`If-Match` and `If-None-Match`); null is asked about where there is
 * nothing. Undefined: they demand nothing.
 */
export type Expected = number | ((version: number | null) => boolean) | undefined;

/** Throws `precondition_failed` when the version is none that the caller wants to change. */
export function requireVersion(noun: string, version: number | null, expected: Expected): void {
  const holds = typeof expected === 'function' ? expected(version) : expected === version;
  if (expected !== undefined && !holds) throw stale(noun);
}

/** The statement that fails the whole batch when `where` finds a row: NULL is not allowed there. */
export const abortIf = (q: Database, table: AnyTable, where: SQL | undefined): Statement =>
  q
    .update(table)
    .set({ createdAt: sql`null` } as never)
    .where(where);

/** The statement that fails the whole batch when the row that `here` finds is not as it was seen. */
export function atVersion(q: Database, table: AnyTable, here: SQL, seen: Versioned): Statement {
  const { version, updatedAt } = getTableColumns(table);
  const isOther = 'version' in seen ? ne(version!, seen.version) : ne(updatedAt!, seen.updatedAt);
  return abortIf(q, table, and(here, isOther));
}

/**
 * Throws `not_found` to who demanded a version of what was gone already when it was to be deleted, by the
 * result of that statement; to all others that is fine.
 */
export function requireDeleted(noun: string, result: unknown, expected: Expected): void {
  if (expected !== undefined && changedRows(result) === 0) throw notFound(noun);
}

/**
 * Fails a change that found nothing to do in rows which it read after the one that has the version, once
 * that one has another: somebody else has done it.
 */
export function requireUnchanged(seen: Versioned, now: Versioned): void {
  if (versionOf(now) !== versionOf(seen)) throw new Error('It was changed in the meantime');
}

/** Maximum of attempts of a change that met a concurrent one. */
const attempts = 10;

/**
 * Makes a change to a row as it was seen: `change` sends a batch that fails when the row is not at
 * that version any more. Then it is made again to the row as it is now, unless the caller demanded a
 * version: `again` finds the row and proves anew what the proof of the first one proved. Throws
 * `precondition_failed` for a version that isn't the expected one, `conflict` in a crowd that doesn't
 * end, and what `change` and `again` throw.
 */
export async function changeSeen<Row extends object, T>(
  seen: Row,
  {
    noun,
    expected,
    version = versionOf as (row: Row) => number | null,
    again,
    change,
  }: {
    noun: string;
    expected: Expected;
    /** Of rows that are not `Versioned`. */
    version?: (row: Row) => number | null;
    again: () => Promise<Row>;
    change: (row: Row) => Promise<T>;
  },
): Promise<T> {
  let row = seen;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    requireVersion(noun, version(row), expected);
    try {
      return await change(row);
    } catch (error) {
      if (isAppError(error)) throw error;
      const now = await again();
      if (version(now) === version(row)) throw error;
      row = now;
    }
    // Each waits a little by itself, so that those who met don't meet again.
    const longest = Math.min(2 ** attempt, 100);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
  }
  throw crowded(noun);
}

/** Too many change the same thing at once. */
export const crowded = (noun: string): AppError =>
  new AppError('conflict', `This ${noun} is being changed a lot right now; try again`, {
    retryAfter: 1,
  });
