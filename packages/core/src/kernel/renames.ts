/** How often what keeps every name it had for good, like a person or a workspace, can take a new one. */
import type { AnyTable, Database } from '@vesta-cx/db/query';
import { desc, eq, sql, type Column } from 'drizzle-orm';
import { AppError } from './errors.ts';
import { waitingTime } from './waiting.ts';

/** How many new names one of them can take within so many days: each is nobody else's for good. */
export const renameLimit = { changes: 5, days: 30 };

/**
 * Asks that fewer new names were taken lately than `renameLimit` allows; the first, with which it was
 * made, is none of them. `names` has a row for each, `of` says whose. Throws `too_many_requests`
 * naming the field `path`, with when there is another.
 */
export async function requireFewChanges(
  db: Database,
  names: { of: Column; createdAt: Column },
  id: string,
  { path, noun }: { path: string; noun: string },
  now: Date,
): Promise<void> {
  const { changes, days } = renameLimit;
  const newest = await db
    .select({ at: sql`${names.createdAt}`.mapWith(names.createdAt) })
    .from(names.of.table as AnyTable)
    .where(eq(names.of, id))
    .orderBy(desc(names.createdAt))
    .limit(changes + 1);
  if (newest.length <= changes) return;
  const again = (newest[changes - 1]!.at as Date).getTime() + days * 24 * 60 * 60_000;
  if (again <= now.getTime()) return;
  const wait = again - now.getTime();
  const message = `${noun} can be changed ${changes} times in ${days} days: you can take another ${waitingTime(wait)}`;
  throw new AppError('too_many_requests', message, {
    errors: [{ path, message }],
    retryAfter: wait / 1000,
  });
}
