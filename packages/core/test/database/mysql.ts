import { open } from '../../../db/test/engines/mysql-server.ts';

/** A database of this test file's own on the MySQL or MariaDB server of `MYSQL_URL`. */
export const { db, close } = await open('planetscale');
