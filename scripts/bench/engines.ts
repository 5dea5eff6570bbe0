/** The engines of a benchmark: those asked for, as far as a server answers. */
import mysql from 'mysql2/promise';
import pg from 'pg';
import {
  mysqlAnswers,
  mysqlUrl,
  postgresAnswers,
  postgresUrl,
} from '@vesta-cx/testing/database-servers';
import { StackError } from '@vesta-cx/local/must-run';

export const engines = ['d1', 'postgres', 'mysql'] as const;
export type Engine = (typeof engines)[number];
/** An engine that is a server of its own. */
export type Server = Exclude<Engine, 'd1'>;

/** An engine that can be measured here. */
export interface Measurable {
  engine: Engine;
  /** With its version, for the head of a column. */
  title: string;
}

/** Reads `--engines d1,postgres`. Throws a StackError for a word it doesn't know. */
export function parseEngines(list: string): Engine[] {
  const words = list.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !engines.some((engine) => engine === word));
  if (unknown.length > 0) {
    throw new StackError(`--engines knows ${engines.join(', ')}, not ${unknown.join(', ')}`);
  }
  return engines.filter((engine) => words.includes(engine));
}

/** Those of the engines that answer here; what is missing is named on stderr as NOT RUN. */
export async function measurable(wanted: readonly Engine[]): Promise<Measurable[]> {
  const found: Measurable[] = [];
  for (const engine of wanted) {
    if (engine === 'd1') found.push({ engine, title: 'D1' });
    if (engine === 'postgres' && (await postgresAnswers('the benchmark'))) {
      found.push({ engine, title: await postgresTitle() });
    }
    if (engine === 'mysql' && (await mysqlAnswers('the benchmark'))) {
      found.push({ engine, title: await mysqlTitle() });
    }
  }
  return found;
}

async function postgresTitle(): Promise<string> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return `PostgreSQL ${/^[\d.]+/.exec(rows[0]!.server_version)?.[0]}`;
}

async function mysqlTitle(): Promise<string> {
  const connection = await mysql.createConnection({ uri: mysqlUrl });
  const [[row]] = await connection.query<mysql.RowDataPacket[]>('select version() as version');
  await connection.end();
  const version = String(row!.version);
  const name = version.includes('MariaDB') ? 'MariaDB' : 'MySQL';
  return `${name} ${/^[\d.]+/.exec(version)?.[0]}`;
}
