/** MySQL, MariaDB or Vitess (PlanetScale), through Hyperdrive or straight. */
import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2';
import { perRequest, perRequestPool } from './connections';
import { withRelations } from './relations';
import * as schema from './schema';

export const { connect, release, readYourWrites } = perRequestPool((uri) => {
  const pool = mysql.createPool({
    uri,
    connectionLimit: perRequest,
    // Our times are UTC.
    timezone: 'Z',
    // Without this a change that changes nothing counts as one.
    flags: ['-FOUND_ROWS'],
    // workerd runs no code made from text.
    disableEval: true,
  });
  return {
    // Without lateral joins, which MariaDB and Vitess lack.
    client: withRelations(drizzle(pool), () => drizzle(pool, { schema, mode: 'planetscale' })),
    close: () => pool.promise().end(),
  };
});
