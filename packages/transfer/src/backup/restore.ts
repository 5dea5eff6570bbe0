/** Brings the rows of a backup into a database that has none. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { anyRows, claim } from '../admission.ts';
import { checksumOf } from '../checksum.ts';
import { openStore } from '../open.ts';
import type { RefusedRow } from '../refusals.ts';
import { toSqlite } from '../sqlite-values.ts';
import { lockFile } from '../file-lock.ts';
import { openSqlite } from '../sqlite.ts';
import { TransferError, type Store } from '../store.ts';
import { tablesInOrder, type Table } from '../tables.ts';
import { transferBetween } from '../transfer.ts';
import type { Row } from '../values.ts';
import { readBackup, type BackupContents } from './read.ts';

export interface RestoreOptions {
  file: string;
  /** What `--to` takes, see open.ts. */
  to: string;
  /** Told what begins. */
  onStep?: (step: string) => void;
  /** Told how many rows of all are in the file that is being made. */
  onProgress?: (done: number, total: number) => void;
  /** Told of each row that the target would not take. */
  onRefused?: (row: RefusedRow) => void;
}

/**
 * Restores a backup. It is read and checked to its end first, and nothing is written when it is damaged.
 * Then its rows go into a new SQLite file and are checked there again; only then that file gets the name of
 * the target, or is transferred to it, which a second try can go on with. Throws a TransferError when
 * the backup is damaged, the target has rows, or it would not take some.
 */
export async function restore(options: RestoreOptions): Promise<BackupContents> {
  const { file, to, onStep = () => {}, onProgress = () => {} } = options;
  const path = to.startsWith('sqlite:')
    ? resolve(process.env.INIT_CWD ?? process.cwd(), to.slice('sqlite:'.length))
    : null;
  if (path) refuseExisting(path);
  onStep('Checking the backup');
  const contents = await readBackup(file);
  // The same place for the same backup: a transfer that was cut off knows its source again.
  const name = `vesta-restore-${contents.trailer.sha256.slice(0, 16)}.sqlite`;
  const made = path ? `${path}.restoring` : join(tmpdir(), name);
  const lock = lockFile(`${path ?? made}.lock`);
  if (!lock) {
    const what = path ? `writing to ${path}` : 'at work on this backup';
    throw new TransferError(`Another restore is ${what}. Wait until it has ended.`);
  }
  let target: Store | null = null;
  try {
    if (path) refuseExisting(path);
    else {
      target = await openStore(to, '--to');
      await admit(target, made);
    }
    onStep('Making a database of it');
    await fill(made, file, contents, onProgress);
    onStep('Checking that database');
    await verify(made, contents);
    if (target) {
      onStep(`Moving it to ${to.includes('://') ? 'the target' : to}`);
      await move(made, target, options);
    } else renameSync(made, path!);
  } finally {
    remove(made);
    await target?.close();
    lock.release();
  }
  return contents;
}

function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new TransferError(`--to: ${path} is there already. Name a file that is not.`);
}

/** A target may only hold what an earlier try of the same restore has left. */
async function admit(target: Store, made: string): Promise<void> {
  await claim(target);
  if (!(await anyRows(target, tablesInOrder()))) return;
  const marker = await target.marker();
  if (marker?.source === `sqlite:${made}` && marker.state !== 'finished') return;
  throw new TransferError(`--to: ${target.name} is not empty. Restore into a fresh database.`);
}

async function fill(
  made: string,
  file: string,
  { trailer }: BackupContents,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  remove(made);
  const store = openSqlite(made);
  await store.migrate();
  await store.close();
  // What refers to what is as it was in the database that was backed up: no order is needed here.
  const db = new DatabaseSync(made, { enableForeignKeyConstraints: false });
  try {
    db.exec('pragma synchronous = off; pragma journal_mode = memory; begin');
    const inserts = new Map<Table, StatementSync>();
    let done = 0;
    const { trailer: again } = await readBackup(file, (table, row) => {
      let insert = inserts.get(table);
      if (!insert) inserts.set(table, (insert = prepareInsert(db, table)));
      insert.run(...valuesOf(table, row));
      onProgress(++done, trailer.rows);
    });
    if (again.sha256 !== trailer.sha256) {
      throw new TransferError(`--file ${file} was changed while it was read. Nothing is restored.`);
    }
    db.exec('commit; analyze');
  } finally {
    db.close();
  }
  const handle = openSync(made, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

function prepareInsert(db: DatabaseSync, table: Table): StatementSync {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = table.columns.map(() => '?').join(', ');
  return db.prepare(`insert into "${table.name}" (${names}) values (${marks})`);
}

const valuesOf = (table: Table, row: Row) =>
  table.columns.map((column, i) => toSqlite(column, row[i]));

async function verify(made: string, { tables }: BackupContents): Promise<void> {
  const store = openSqlite(made);
  try {
    for (const { table, rows, sha256 } of tables) {
      const found = await checksumOf(store, table);
      if (found.rows !== rows || found.sha256 !== sha256) {
        throw new TransferError(
          `${table.name} came out otherwise than it is in the backup: ${found.rows} of ${rows} rows. Nothing is restored.`,
        );
      }
    }
  } finally {
    await store.close();
  }
}

async function move(made: string, target: Store, { onRefused }: RestoreOptions): Promise<void> {
  const source = openSqlite(made);
  const { outcome, refused } = await transferBetween(source, target, { onRefused }).finally(() =>
    source.close(),
  );
  if (outcome === 'verified') return;
  throw new TransferError(
    outcome === 'refused'
      ? `--to: the target would not take ${refused} rows: it is not a restored database.`
      : '--to: somebody else wrote to the target meanwhile: it is not a restored database.',
  );
}

function remove(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
