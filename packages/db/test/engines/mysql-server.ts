import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2/promise';
import { foreignKeysWanted, migrateServer } from '../../scripts/server-migrations.ts';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import { mysqlUrl } from './available.ts';
import { freshName, type Opened } from './engine.ts';

/** A database of its own on the MySQL or MariaDB server of `MYSQL_URL`, without any table. */
export async function openEmpty() {
  const name = freshName();
  const admin = await mysql.createConnection({ uri: mysqlUrl });
  // The server's defaults are not ours to rely on: the columns must bring their own collation.
  await admin.query(`create database ${name} character set utf8mb4 collate utf8mb4_general_ci`);
  const url = new URL(mysqlUrl);
  url.pathname = `/${name}`;
  const pool = mysql.createPool({
    uri: url.href,
    timezone: 'Z',
    // Without this a no-op counts as a change, and `changedRows` couldn't tell insert from ignore.
    flags: ['-FOUND_ROWS'],
  });
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
export async function open(mode: 'default' | 'planetscale'): Promise<Opened> {
  const { pool, close } = await openEmpty();
  const db = drizzle(pool, { schema, mode });
  const migrate = () => migrateServer('mysql', db, foreignKeysWanted());
  await migrate();
  return { db: db as unknown as Database, migrate, close };
}
