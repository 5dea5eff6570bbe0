import { inject } from 'vitest';
import { reopen } from '../../../db/test/engines/postgres-server.ts';

/** This worker's database on the PostgreSQL server of `POSTGRES_URL`. */
export const { db, empty } = await reopen(`${inject('databases')}${process.env.VITEST_POOL_ID}`);
