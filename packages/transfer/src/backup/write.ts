/** Makes a backup of a whole database. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { admitSource } from '../admission.ts';
import { newestMigration } from '../migrations.ts';
import { readAll } from '../pages.ts';
import { RunningChecksum } from '../running-checksum.ts';
import { TransferError, type Store } from '../store.ts';
import { tablesInOrder, type Table } from '../tables.ts';
import { keyOf, Unreadable, type Row } from '../values.ts';
import { rowLine, type Header, type TableEnd, type TableStart, type Trailer } from './format.ts';

export interface BackupOptions {
  store: Store;
  file: string;
  overwrite?: boolean;
  /** Told how many rows of all are written. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Writes every row of a database into a file, which is there when it is whole. Returns its last line. Throws a
 * TransferError when the file exists, or the database isn't at the newest migration.
 */
export async function backup({
  store,
  file,
  overwrite = false,
  onProgress = () => {},
}: BackupOptions): Promise<Trailer> {
  if (existsSync(file) && !overwrite) {
    throw new TransferError(`--out ${file} is there already. --overwrite replaces it.`);
  }
  await admitSource(store);
  const tables = tablesInOrder();
  let total = 0;
  for (const table of tables) total += await store.count(table);

  const sum = createHash('sha256');
  let done = 0;
  let trailer: Trailer | undefined;
  async function* text(): AsyncGenerator<string, void, void> {
    let waiting = '';
    for await (const line of lines(store, tables)) {
      waiting += line + '\n';
      if (waiting.length < chunk) continue;
      sum.update(waiting);
      yield waiting;
      waiting = '';
    }
    sum.update(waiting);
    trailer = { vesta: 'end', tables: tables.length, rows: done, sha256: sum.digest('hex') };
    yield `${waiting}${JSON.stringify(trailer)}\n`;
  }
  async function* lines(store: Store, tables: readonly Table[]) {
    yield JSON.stringify(headerOf(store));
    for (const table of tables) {
      const columns = table.columns.map(({ name }) => name);
      yield JSON.stringify({ table: table.name, columns } satisfies TableStart);
      const checksum = new RunningChecksum(table);
      for await (const row of readAll(store, table)) {
        mustBeReadable(table, row);
        checksum.add(row);
        yield rowLine(row);
        onProgress(++done, total);
      }
      yield JSON.stringify({ end: table.name, ...checksum.end() } satisfies TableEnd);
    }
  }

  const partial = `${file}.partial`;
  try {
    await pipeline(
      Readable.from(text()),
      createGzip(),
      createWriteStream(partial, { flush: true }),
    );
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  renameSync(partial, file);
  return trailer!;
}

/** Characters that are compressed at a time. */
const chunk = 64 * 1024;

const headerOf = (store: Store): Header => ({
  vesta: 'backup',
  format: 1,
  schema: newestMigration(),
  source: store.name,
  madeAt: new Date().toISOString(),
});

function mustBeReadable(table: Table, row: Row): void {
  const i = row.findIndex((value) => value instanceof Unreadable);
  if (i < 0) return;
  throw new TransferError(
    `A backup needs every row, and one of ${table.name} can't be read: ` +
      `${table.columns[i]!.name}: ${(row[i] as Unreadable).reason}, with the key ${JSON.stringify(keyOf(table, row))}. ` +
      'Put it right and try again.',
  );
}
