/** Databases of tests on the PostgreSQL server of `POSTGRES_URL`. */
import pg from 'pg';
import { freshName, postgresUrl } from './database-servers.ts';

/** Creates a database of its own, without any table; `close` drops it. */
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

/**
 * Opens the database of that name, which is made when it isn't there yet: for many files in turn,
 * since to empty one takes a tenth of the time that it takes to make one.
 */
export async function reopen(name: string): Promise<pg.Pool> {
  const admin = await administer();
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await create(admin, name);
  await admin.end();
  return connect(name);
}

/** Deletes all rows of the tables. */
export async function empty(pool: pg.Pool, tables: readonly string[]): Promise<void> {
  await pool.query(`truncate ${tables.map((table) => `"${table}"`).join(', ')}`);
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
