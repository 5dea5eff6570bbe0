import * as schema from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { foreignKeysWanted, migrateServer } from '@vesta-cx/db/server-migrations';
import * as mysql from '@vesta-cx/testing/mysql';
import { drizzle } from 'drizzle-orm/mysql2';
import { inject } from 'vitest';
import { tables } from './tables.ts';

const pool = await mysql.reopen(`${inject('databases')}${process.env.VITEST_POOL_ID}`);
const client = drizzle(pool, { schema, mode: 'planetscale' });
await migrateServer('mysql', client, foreignKeysWanted());

/** This worker's database on the MySQL or MariaDB server of `MYSQL_URL`. */
export const db = client as unknown as Database;

/** Deletes all rows. */
export const empty = () => mysql.empty(pool, tables);
