/** The large world in a database of its own on each server, made once and kept while it is current. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { migrationsFolder } from '@vesta-cx/transfer/migrations';
import type { TransferProgress, TransferResult } from '@vesta-cx/transfer/transfer';
import { transfer } from '@vesta-cx/transfer/transfer';
import { mysqlUrl, postgresUrl } from '@vesta-cx/testing/database-servers';
import { localD1File } from '@vesta-cx/local/local-d1';
import { StackError } from '@vesta-cx/local/must-run';
import { app } from '@vesta-cx/local/paths';
import { run } from '@vesta-cx/local/process';
import { startProgress } from '@vesta-cx/local/progress';
import { digest, readStamp } from '@vesta-cx/local/state';
import type { Server } from './engines.ts';

/** What the transfers of this module read and write. */
export interface BenchWorld {
  scale: number;
  /** The state directory of the local D1 that has the world. */
  state: string;
}

/** What was done to fill a server's database; null when it was there already. */
export type Filling = { from: string; seconds: number; rows: number } | null;

/** The SQLite file behind the local D1, as a transfer calls it. */
export const localWorld = ({ state }: BenchWorld): string => `sqlite:${localD1File(state)}`;

/** The address of the server's database for worlds of this scale. */
export function databaseUrl(server: Server, { scale }: BenchWorld): string {
  const url = new URL(server === 'postgres' ? postgresUrl : mysqlUrl);
  url.pathname = `/vesta_bench_${scale}`;
  return url.href;
}

/**
 * Sees to it that the server's database holds this very world: it is kept when its mark says so and
 * made anew, from the database `from`, when it doesn't. Throws a StackError when the transfer fails.
 */
export async function prepareWorld(
  server: Server,
  world: BenchWorld,
  from: string,
): Promise<Filling> {
  const sql = server === 'postgres' ? postgres : mysqlServer;
  const url = databaseUrl(server, world);
  const mark = markOf(server, world);
  if ((await sql.markIn(url)) === mark) return null;
  await sql.recreate(url);
  const began = Date.now();
  const result = await move(from, url);
  await sql.finish(url, mark);
  const rows = result.tables.reduce((sum, { target }) => sum + target!.rows, 0);
  return { from: from.split(':', 1)[0]!, seconds: (Date.now() - began) / 1000, rows };
}

/** Moves all data with progress on the terminal, and throws a StackError unless it ends verified. */
async function move(from: string, to: string): Promise<TransferResult> {
  let progress: ReturnType<typeof startProgress> | undefined;
  const onProgress = ({ allDone, allRows, phase, table }: TransferProgress) => {
    progress ??= startProgress(allRows, 'rows');
    progress.report(allDone, `${phase} ${table}`);
  };
  const result = await transfer({ from, to, onProgress }).finally(() => progress?.end());
  if (result.outcome !== 'verified') {
    throw new StackError(`Moving the world to ${new URL(to).pathname} ended as ${result.outcome}`);
  }
  return result;
}

/** The world moved once round all engines into fresh databases, each step from the one before. */
export interface Chain {
  /** `megabytes`: the most memory that the process of the transfer took. */
  legs: { way: string; seconds: number; megabytes: number }[];
  rows: number;
}

/** What `db:transfer` is promised to take at most, however much there is to move. */
const promisedMegabytes = 256;

/**
 * Moves the world D1 → PostgreSQL → MySQL → a SQLite file of D1's schema, all made for it and removed
 * after, by the command that people use. Throws a StackError where the checksums of any table differ
 * or a transfer took more memory than it may.
 */
export async function provedChain(world: BenchWorld): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'vesta-chain-'));
  const own = (server: Server) => {
    const url = new URL(databaseUrl(server, world));
    url.pathname += '_chain';
    return url.href;
  };
  const stations = [
    { name: 'D1', url: localWorld(world) },
    { name: 'PostgreSQL', url: own('postgres') },
    { name: 'MySQL', url: own('mysql') },
    { name: 'D1', url: `sqlite:${join(folder, 'vesta.sqlite')}` },
  ];
  try {
    await postgres.recreate(stations[1]!.url);
    await mysqlServer.recreate(stations[2]!.url);
    const legs: Chain['legs'] = [];
    const sums = new Set<string>();
    let rows = 0;
    for (const [i, to] of stations.entries()) {
      const from = stations[i - 1];
      if (!from) continue;
      const began = Date.now();
      const moved = await moveByCommand(from.url, to.url);
      const way = `${from.name} → ${to.name}`;
      legs.push({ way, seconds: (Date.now() - began) / 1000, megabytes: moved.megabytes });
      sums.add(moved.sums);
      rows = moved.rows;
    }
    if (sums.size > 1) throw new StackError('The checksums differ along the chain');
    return { legs, rows };
  } finally {
    await postgres.drop(stations[1]!.url);
    await mysqlServer.drop(stations[2]!.url);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `db:transfer` as package.json has it, with its limits. What it says in the end is what is known of it. */
async function moveByCommand(from: string, to: string) {
  const { scripts } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
    scripts: Record<'db:transfer', string>;
  };
  const [, ...command] = scripts['db:transfer'].split(' ');
  const { code, output } = await run(process.execPath, [...command, '--from', from, '--to', to], {
    cwd: app,
    onLine: (line) => /rows\/s/.test(line) && console.log(`  ${line}`),
  });
  const moving = `Moving the world to ${new URL(to).pathname}`;
  if (code !== 0) throw new StackError(`${moving} failed:\n${output}`);
  const tables = [...output.matchAll(/^(\w+) .* ([\d,]+) +([0-9a-f]{16}) +ok$/gm)];
  const megabytes = Number(/at most (\d+) MB/.exec(output)?.[1]);
  if (tables.length === 0 || !(megabytes <= promisedMegabytes)) {
    throw new StackError(`${moving} took more than ${promisedMegabytes} MB:\n${output}`);
  }
  return {
    megabytes,
    rows: tables.reduce((sum, [, , rows]) => sum + Number(rows!.replaceAll(',', '')), 0),
    sums: tables.map(([, name, , sum]) => `${name} ${sum}`).join(),
  };
}

/** Changes with whatever decides what is in the database: seed, demo accounts, migrations. */
function markOf(server: Server, { state }: BenchWorld): string {
  const migrations = readdirSync(migrationsFolder(server)).sort();
  return digest([basename(state), readStamp(state).seed, migrations]);
}

const markTable = '_vesta_bench';
const makeMark = `create table ${markTable} (world varchar(100) not null)`;

const postgres = {
  async markIn(url: string): Promise<string | null> {
    return withPostgres(url, async (client) => {
      const { rows } = await client.query<{ world: string }>(`select world from ${markTable}`);
      return rows[0]?.world ?? null;
    }).catch(() => null);
  },
  async drop(url: string): Promise<void> {
    await withPostgres(postgresUrl, (client) =>
      client.query(`drop database if exists ${nameIn(url)} with (force)`),
    );
  },
  async recreate(url: string): Promise<void> {
    await postgres.drop(url);
    const name = nameIn(url);
    await withPostgres(postgresUrl, async (client) => {
      await client.query(`create database ${name} template template0 encoding 'UTF8'`);
    });
  },
  async finish(url: string, mark: string): Promise<void> {
    await withPostgres(url, async (client) => {
      // What the autovacuum of a server does within a minute.
      await client.query('vacuum analyze');
      await client.query(makeMark);
      await client.query(`insert into ${markTable} values ($1)`, [mark]);
    });
  },
};

const mysqlServer = {
  async markIn(url: string): Promise<string | null> {
    return withMysql(url, async (connection) => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(
        `select world from ${markTable}`,
      );
      return (rows[0]?.world as string | undefined) ?? null;
    }).catch(() => null);
  },
  async drop(url: string): Promise<void> {
    await withMysql(mysqlUrl, (connection) =>
      connection.query(`drop database if exists ${nameIn(url)}`),
    );
  },
  async recreate(url: string): Promise<void> {
    await mysqlServer.drop(url);
    const name = nameIn(url);
    await withMysql(mysqlUrl, async (connection) => {
      await connection.query(`create database ${name} character set utf8mb4`);
    });
  },
  async finish(url: string, mark: string): Promise<void> {
    await withMysql(url, async (connection) => {
      const [tables] = await connection.query<mysql.RowDataPacket[][]>({
        sql: 'show tables',
        rowsAsArray: true,
      });
      const names = tables.map(([name]) => `\`${String(name)}\``);
      await connection.query(`analyze table ${names.join(', ')}`);
      await connection.query(makeMark);
      await connection.query(`insert into ${markTable} values (?)`, [mark]);
    });
  },
};

const nameIn = (url: string): string => new URL(url).pathname.slice(1);

async function withPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function withMysql<T>(
  uri: string,
  work: (connection: mysql.Connection) => Promise<T>,
): Promise<T> {
  const connection = await mysql.createConnection({ uri });
  return work(connection).finally(() => connection.end());
}
