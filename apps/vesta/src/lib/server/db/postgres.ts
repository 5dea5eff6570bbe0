/** PostgreSQL, through Hyperdrive or straight. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { perRequest, perRequestPool } from './connections';
import * as schema from './schema';

export const { connect, release } = perRequestPool((connectionString) => {
  const pool = new pg.Pool({ connectionString, max: perRequest });
  // A connection that breaks while nobody uses it is replaced by the next query.
  pool.on('error', () => {});
  return { client: drizzle(pool, { schema }), close: () => pool.end() };
});
