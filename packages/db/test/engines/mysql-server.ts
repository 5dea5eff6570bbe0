import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import mysql from 'mysql2/promise';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import { mysqlUrl } from './available.ts';
import { freshName, type Opened } from './engine.ts';

const migrationsFolder = fileURLToPath(new URL('../../src/migrations/mysql', import.meta.url));

/** A database of its own on the MySQL or MariaDB server of `MYSQL_URL`. */
export async function open(mode: 'default' | 'planetscale'): Promise<Opened> {
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
  const db = drizzle(pool, { schema, mode });
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
