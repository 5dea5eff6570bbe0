/** Databases of tests on the MySQL or MariaDB server of `MYSQL_URL`. */
import mysql from 'mysql2/promise';
import { freshName, mysqlUrl } from './database-servers.ts';

/** Creates a database of its own, without any table; `close` drops it. */
export async function openEmpty() {
  const name = freshName();
  const admin = await mysql.createConnection({ uri: mysqlUrl });
  await admin.query(`create database ${name} ${defaults}`);
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
export async function reopen(name: string): Promise<mysql.Pool> {
  const admin = await mysql.createConnection({ uri: mysqlUrl });
  await admin.query(`create database if not exists ${name} ${defaults}`);
  await admin.end();
  return connect(name);
}

/** Deletes all rows of the tables. */
export async function empty(pool: mysql.Pool, tables: readonly string[]): Promise<void> {
  const connection = await pool.getConnection();
  await connection.query('set foreign_key_checks = 0');
  for (const table of tables) await connection.query(`delete from \`${table}\``);
  await connection.query('set foreign_key_checks = 1');
  connection.release();
}

/** Drops every database whose name begins like that. */
export async function dropAll(prefix: string): Promise<void> {
  const admin = await mysql.createConnection({ uri: mysqlUrl });
  const [rows] = await admin.query<mysql.RowDataPacket[]>(
    'select schema_name as name from information_schema.schemata where left(schema_name, ?) = ?',
    [prefix.length, prefix],
  );
  for (const { name } of rows) await admin.query(`drop database ${String(name)}`);
  await admin.end();
}

// The server's defaults are not ours to rely on: the columns must bring their own collation.
const defaults = 'character set utf8mb4 collate utf8mb4_general_ci';

function connect(name: string): mysql.Pool {
  const url = new URL(mysqlUrl);
  url.pathname = `/${name}`;
  return mysql.createPool({
    uri: url.href,
    timezone: 'Z',
    // Without this a no-op counts as a change, and `changedRows` couldn't tell insert from ignore.
    flags: ['-FOUND_ROWS'],
  });
}
