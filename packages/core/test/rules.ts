/** The rules of the model that the test's database breaks, with some of the rows that break them. */
import { sql } from 'drizzle-orm';
import { broken } from '@vesta-cx/db/invariants';
import { db } from './make.ts';

/** A query's rows, whatever the engine wraps them in. */
async function rowsOf(query: string): Promise<unknown[]> {
  const any = db as unknown as Record<
    'all' | 'execute',
    ((q: unknown) => Promise<unknown>) | undefined
  >;
  const answer = any.all ? await any.all(sql.raw(query)) : await any.execute!(sql.raw(query));
  const rows = (answer as { rows?: unknown[] }).rows ?? answer;
  return Array.isArray(rows) && Array.isArray(rows[0])
    ? (rows[0] as unknown[])
    : (rows as unknown[]);
}

/** All of them, or those whose names match `only`. */
export const brokenRules = (only?: RegExp): Promise<Record<string, unknown[]>> =>
  broken(rowsOf, { only });
