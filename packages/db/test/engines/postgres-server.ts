import { openEmpty } from '@vesta-cx/testing/postgres';
import { drizzle } from 'drizzle-orm/node-postgres';
import { foreignKeysWanted, migrateServer } from '../../scripts/server-migrations.ts';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import type { Opened } from './engine.ts';

/** Opens a new database on a server, with the foreign keys that DATABASE_FOREIGN_KEYS asks for. */
export async function open(): Promise<Opened> {
  const { pool, close } = await openEmpty();
  const db = drizzle(pool, { schema });
  const migrate = () => migrateServer('postgres', db, foreignKeysWanted());
  await migrate();
  return { db: db as unknown as Database, migrate, close };
}
