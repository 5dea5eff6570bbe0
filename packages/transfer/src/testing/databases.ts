/** Databases for tests: a file, and one of its own on each server that this machine has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import {
  mysqlAnswers,
  mysqlUrl,
  postgresAnswers,
  postgresUrl,
} from '@vesta-cx/testing/database-servers';
import { openStore } from '../open.ts';
import type { Store } from '../store.ts';

export type TestEngine = 'sqlite' | 'postgres' | 'mysql';

/** The engines of this machine; what is missing is named on stderr. */
export const engines: TestEngine[] = [
  'sqlite',
  ...((await postgresAnswers('moving data')) ? (['postgres'] as const) : []),
  ...((await mysqlAnswers('moving data')) ? (['mysql'] as const) : []),
];

/** Every way from one engine to another. */
export const directions = engines.flatMap((from) =>
  engines.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** An empty database; `url` is what `--from` and `--to` take. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
  /** Runs SQL as the engine understands it, and gives the rows. */
  sql(text: string): Promise<Record<string, unknown>[]>;
}

export async function emptyDatabase(engine: TestEngine): Promise<TestDatabase> {
  if (engine === 'sqlite') return sqliteFile();
  return engine === 'postgres' ? postgresDatabase() : mysqlDatabase();
}

/** One with the newest schema, and a store that is open on it. */
export async function migratedStore(database: TestDatabase): Promise<Store & AsyncDisposable> {
  const store = await openStore(database.url);
  await store.migrate();
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

const freshName = () => `vesta_transfer_${crypto.randomUUID().replaceAll('-', '')}`;

async function sqliteFile(): Promise<TestDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'vesta-transfer-'));
  const path = join(folder, 'vesta.sqlite');
  return {
    url: `sqlite:${path}`,
    async sql(text) {
      const db = new DatabaseSync(path);
      try {
        return db.prepare(text).all() as Record<string, unknown>[];
      } finally {
        db.close();
      }
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const name = freshName();
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async sql(text) {
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        return (await client.query(text)).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function mysqlDatabase(): Promise<TestDatabase> {
  const name = freshName();
  const admin = await mysql.createConnection({ uri: mysqlUrl });
  await admin.query(`create database ${name} character set utf8mb4 collate utf8mb4_general_ci`);
  const url = new URL(mysqlUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async sql(text) {
      const connection = await mysql.createConnection({ uri: url.href, timezone: 'Z' });
      try {
        return (await connection.query(text))[0] as Record<string, unknown>[];
      } finally {
        await connection.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}
