/** A database of its own for a run on a server, which is dropped afterwards. */
import mysql from 'mysql2/promise';
import pg from 'pg';
import { mysqlUrl, postgresUrl } from '@vesta-cx/testing/database-servers';
import type { Engine } from '@vesta-cx/local/engine';
import { unique } from './unique.ts';

export interface TestDatabase {
  /** Null means D1, whose database is a file of the stack's state. Else it has a password: Hyperdrive wants one. */
  url: string | null;
  drop(): Promise<void>;
}

export async function createDatabase(engine: Engine): Promise<TestDatabase> {
  const name = unique('vesta_e2e').replaceAll('-', '_');
  if (engine === 'postgres') return createOnPostgres(name);
  if (engine === 'mysql') return createOnMysql(name);
  return { url: null, drop: async () => {} };
}

async function createOnPostgres(name: string): Promise<TestDatabase> {
  await onPostgres(
    `create database ${name} template template0 encoding 'UTF8'`,
    // Nobody needs these rows after a crash; waiting for the disk would be most of a suite's time.
    `alter database ${name} set synchronous_commit = off`,
  );
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  // A server that let us in without one asks for none: any will do.
  url.password ||= process.env.PGPASSWORD ?? 'none';
  return { url: url.href, drop: () => onPostgres(`drop database ${name} with (force)`) };
}

async function createOnMysql(name: string): Promise<TestDatabase> {
  await onMysql(`create database ${name} character set utf8mb4`);
  const url = new URL(mysqlUrl);
  url.pathname = `/${name}`;
  if (url.password) {
    return { url: url.href, drop: () => onMysql(`drop database ${name}`) };
  }
  // Here a wrong password is refused even where none is needed: so an account that has one.
  const password = unique('password');
  const account = `'${name}'@'%'`;
  await onMysql(
    `create user ${account} identified by '${password}'`,
    `grant all on ${name}.* to ${account}`,
  );
  Object.assign(url, { username: name, password });
  return {
    url: url.href,
    drop: () => onMysql(`drop user ${account}`, `drop database ${name}`),
  };
}

async function onPostgres(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function onMysql(...statements: string[]): Promise<void> {
  const connection = await mysql.createConnection({ uri: mysqlUrl });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
