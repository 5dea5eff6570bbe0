import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import { postgresUrl } from './available.ts';
import { freshName, type Opened } from './engine.ts';

const migrationsFolder = fileURLToPath(new URL('../../src/migrations/postgres', import.meta.url));

/** A database of its own on the PostgreSQL server of `POSTGRES_URL`. */
export async function open(): Promise<Opened> {
  const name = freshName();
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  // Nobody needs these rows after a crash; waiting for the disk would be most of a suite's time.
  await admin.query(`alter database ${name} set synchronous_commit = off`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  const db = drizzle(pool, { schema });
  const apply = () => migrate(db, { migrationsFolder });
  await apply();
  return {
    db: db as unknown as Database,
    migrate: apply,
    async close() {
      await pool.end();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}
