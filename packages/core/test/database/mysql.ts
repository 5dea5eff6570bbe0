import { inject } from 'vitest';
import { reopen } from '../../../db/test/engines/mysql-server.ts';

/** This worker's database on the MySQL or MariaDB server of `MYSQL_URL`. */
export const { db, empty } = await reopen(
  `${inject('databases')}${process.env.VITEST_POOL_ID}`,
  'planetscale',
);
