import { open } from '../../../db/test/engines/postgres-server.ts';

/** A database of this test file's own on the PostgreSQL server of `POSTGRES_URL`. */
export const { db, close } = await open();
