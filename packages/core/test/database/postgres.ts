import * as schema from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { foreignKeysWanted, migrateServer } from '@vesta-cx/db/server-migrations';
import * as postgres from '@vesta-cx/testing/postgres';
import { drizzle } from 'drizzle-orm/node-postgres';
import { inject } from 'vitest';
import { tables } from './tables.ts';

const pool = await postgres.reopen(`${inject('databases')}${process.env.VITEST_POOL_ID}`);
const client = drizzle(pool, { schema });
await migrateServer('postgres', client, foreignKeysWanted());

/** This worker's database on the PostgreSQL server of `POSTGRES_URL`. */
export const db = client as unknown as Database;

/** Deletes all rows. */
export const empty = () => postgres.empty(pool, tables);
