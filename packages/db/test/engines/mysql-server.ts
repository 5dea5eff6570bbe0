import { openEmpty } from '@vesta-cx/testing/mysql';
import { drizzle } from 'drizzle-orm/mysql2';
import { foreignKeysWanted, migrateServer } from '../../scripts/server-migrations.ts';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import type { Opened } from './engine.ts';

/** Opens a new database on a server, with the foreign keys that DATABASE_FOREIGN_KEYS asks for. */
export async function open(mode: 'default' | 'planetscale'): Promise<Opened> {
  const { pool, close } = await openEmpty();
  const db = drizzle(pool, { schema, mode });
  const migrate = () => migrateServer('mysql', db, foreignKeysWanted());
  await migrate();
  return { db: db as unknown as Database, migrate, close };
}
