/** What D1 says that use cases have read. */
import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { env } from 'cloudflare:workers';
import * as schema from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { drizzle } from 'drizzle-orm/d1';

interface Metered {
  db: Database;
  rowsRead: () => number;
  queries: () => number;
  /** How many times D1 was called: a batch is one call. */
  calls: () => number;
}

/** A client that adds up the queries it has sent and what D1 says they read. */
export function metered(): Metered {
  let total = 0;
  let calls = 0;
  let queries = 0;
  const count = <T extends D1Result>(result: T): T => {
    total += result.meta.rows_read;
    queries += 1;
    return result;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (name === 'all' || name === 'run') {
          return async () => {
            calls += 1;
            return count(await target.all());
          };
        }
        if (name === 'raw') {
          return async () => {
            calls += 1;
            // `raw` carries no meta, so the same query is asked once more.
            count(await target.all());
            return target.raw();
          };
        }
        if (name === 'inner') return target;
        return Reflect.get(target, name) as unknown;
      },
    });
  const client = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => wrap(target.prepare(sql));
      if (name === 'batch') {
        return async (statements: { inner: D1PreparedStatement }[]) => {
          calls += 1;
          return (await target.batch(statements.map(({ inner }) => inner))).map(count);
        };
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  return {
    db: drizzle(client, { schema }),
    rowsRead: () => total,
    queries: () => queries,
    calls: () => calls,
  };
}
