import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import type { Opened } from './engine.ts';

const migrationsFolder = fileURLToPath(new URL('../../src/migrations/postgres', import.meta.url));

/** PostgreSQL compiled to WebAssembly, in memory. */
export async function open(): Promise<Opened> {
  const client = new PGlite();
  const db = drizzle(client, { schema });
  const apply = () => migrate(db, { migrationsFolder });
  await apply();
  return { db: db as unknown as Database, migrate: apply, close: () => client.close() };
}
