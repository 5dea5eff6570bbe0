/** For tests: exports of rows that are hard to carry, and the command lines that load them. */
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksumOf } from '../../checksum.ts';
import { openStore } from '../../open.ts';
import type { Checksum } from '../../running-checksum.ts';
import { tablesInOrder } from '../../tables.ts';
import { migratedStore, type TestDatabase } from '../../testing/databases.ts';
import { sceneDatabase, writeHardRows } from '../../testing/rows.ts';
import { exportData, type ExportOptions, type Manifest } from '../export.ts';

/** The scene and the hard rows, in a SQLite file. */
export async function everything(): Promise<TestDatabase> {
  const database = await sceneDatabase();
  await using store = await migratedStore(database);
  await writeHardRows(store);
  return database;
}

export interface TemporaryFolder extends Disposable {
  path: string;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'vesta-export-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Exports a database into a new folder. */
export async function exported(
  { url }: { url: string },
  options: Pick<ExportOptions, 'format' | 'dialect'>,
): Promise<TemporaryFolder & { manifest: Manifest }> {
  const folder = temporaryFolder();
  const store = await openStore(url);
  try {
    const manifest = await exportData({ store, out: folder.path, ...options });
    return { ...folder, manifest };
  } finally {
    await store.close();
  }
}

/** The checksums of all tables by name. */
export async function checksums(url: string): Promise<Record<string, Checksum>> {
  const store = await openStore(url);
  try {
    const sums: Record<string, Checksum> = {};
    for (const table of tablesInOrder()) sums[table.name] = await checksumOf(store, table);
    return sums;
  } finally {
    await store.close();
  }
}

/** Returns what a manifest says of the tables, in the form of `checksums`. */
export const checksumsIn = ({ tables }: Manifest): Record<string, Checksum> =>
  Object.fromEntries(tables.map(({ name, rows, sha256 }) => [name, { rows, sha256 }]));

/** Returns whether a command line is on this machine; what is missing is named on stderr. */
export function hasCommand(command: string, what: string): boolean {
  const there = spawnSync(command, ['--version']).status === 0;
  if (!there) process.stderr.write(`NOT RUN: ${what}, since \`${command}\` is not installed.\n`);
  return there;
}

/** Runs a program, `input` being a file for its standard input. Throws with what it said when it fails. */
export async function run(
  command: string,
  args: string[],
  { input, env, cwd }: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<string> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, cwd });
  if (input) createReadStream(input).pipe(child.stdin);
  else child.stdin.end();
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    // A program that fails stops reading; its message says more than the broken pipe.
    child.stdin.on('error', () => {});
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.slice(-4000)}`);
  return said;
}

/** The arguments with which `mysql` reaches the database of a URL. */
export function mysqlArguments(url: string): string[] {
  const { hostname, port, username, password, pathname } = new URL(url);
  const login = ['-h', hostname, '-P', port || '3306', '-u', decodeURIComponent(username)];
  if (password) login.push(`-p${decodeURIComponent(password)}`);
  return [...login, pathname.slice(1)];
}
