/** PostgreSQL, through Hyperdrive or straight. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { perRequest, perRequestPool } from './connections';
import { withRelations } from './relations';
import * as schema from './schema';

export const { connect, release, readYourWrites } = perRequestPool((connectionString) => {
  const pool = new pg.Pool({ connectionString, max: perRequest, Client });
  // A connection that breaks while nobody uses it is replaced by the next query.
  pool.on('error', () => {});
  const client = withRelations(drizzle(pool), () => drizzle(pool, { schema }));
  return { client, close: () => pool.end() };
});

/**
 * PostgreSQL refuses a statement with U+0000 in its text, where the other engines find nothing.
 * Anybody can put one into an address; it becomes U+FFFD, as HTML and CommonMark have it.
 */
class Client extends pg.Client {
  override query(...[statement, values, ...rest]: unknown[]): never {
    const query = super.query as (...args: unknown[]) => never;
    return query.call(
      this,
      statement,
      Array.isArray(values) ? values.map(storable) : values,
      ...rest,
    );
  }
}

const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
