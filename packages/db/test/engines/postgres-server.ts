import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { foreignKeysWanted, migrateServer } from '../../scripts/server-migrations.ts';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import { postgresUrl } from './available.ts';
import { freshName, type Opened } from './engine.ts';

/** A database of its own on the PostgreSQL server of `POSTGRES_URL`, without any table. */
export async function openEmpty() {
  const name = freshName();
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  // Nobody needs these rows after a crash; waiting for the disk would be most of a suite's time.
  await admin.query(`alter database ${name} set synchronous_commit = off`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  return {
    pool,
    async close() {
      await pool.end();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}

/** The same with every migration applied, with the foreign keys that DATABASE_FOREIGN_KEYS asks for. */
export async function open(): Promise<Opened> {
  const { pool, close } = await openEmpty();
  const db = drizzle(pool, { schema });
  const migrate = () => migrateServer('postgres', db, foreignKeysWanted());
  await migrate();
  return { db: db as unknown as Database, migrate, close };
}
