import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { foreignKeysWanted, migrateServer } from '../../scripts/server-migrations.ts';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import { postgresUrl } from './available.ts';
import { freshName, tables, type Opened, type Reopened } from './engine.ts';

/** A database of its own on the PostgreSQL server of `POSTGRES_URL`, without any table. */
export async function openEmpty() {
  const name = freshName();
  const admin = await administer();
  await create(admin, name);
  const pool = connect(name);
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
  const { db, migrate } = clientOf(pool);
  await migrate();
  return { db: db as unknown as Database, migrate, close };
}

/**
 * The database of that name, which is made and migrated when it isn't there yet: for many files in
 * turn, since to empty one takes a tenth of the time that it takes to make one.
 */
export async function reopen(name: string): Promise<Reopened> {
  const admin = await administer();
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await create(admin, name);
  await admin.end();
  const pool = connect(name);
  const { db, migrate } = clientOf(pool);
  await migrate();
  const names = tables.map((table) => `"${table}"`).join(', ');
  return {
    db: db as unknown as Database,
    async empty() {
      await pool.query(`truncate ${names}`);
    },
  };
}

/** Drops every database whose name begins like that. */
export async function dropAll(prefix: string): Promise<void> {
  const admin = await administer();
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`);
  await admin.end();
}

async function administer(): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  return admin;
}

async function create(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  // Nobody needs these rows after a crash; waiting for the disk would be most of a suite's time.
  await admin.query(`alter database ${name} set synchronous_commit = off`);
}

function connect(name: string): pg.Pool {
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return new pg.Pool({ connectionString: url.href });
}

function clientOf(pool: pg.Pool) {
  const db = drizzle(pool, { schema });
  return { db, migrate: () => migrateServer('postgres', db, foreignKeysWanted()) };
}
