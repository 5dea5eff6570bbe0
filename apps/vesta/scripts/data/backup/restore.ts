/** Brings the rows of a backup into a database that has none. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { checksumOf } from '../checksum.ts';
import { openStore } from '../open.ts';
import { openSqlite } from '../sqlite.ts';
import { toSqlite } from '../sqlite-values.ts';
import { TransferError } from '../store.ts';
import type { Table } from '../tables.ts';
import { transfer, type TransferProgress } from '../transfer.ts';
import type { Row } from '../values.ts';
import type { BackupContents } from './format.ts';
import { readBackup } from './read.ts';

export interface RestoreOptions {
  file: string;
  /** What `--to` takes, see open.ts. */
  to: string;
  /** Told how many rows of all are in the database that is being made. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Restores a backup: it is read and checked to its end first, then goes into a new SQLite file, whose rows are
 * checked against it again. Only then that file gets the target's name, or its rows are transferred to the
 * target, which a second try can go on with. Throws a TransferError when the backup is damaged or the target
 * has rows.
 */
export async function restore({ file, to, onProgress = () => {} }: RestoreOptions): Promise<BackupContents> {
  const path = to.startsWith('sqlite:') ? pathOf(to) : null;
  await mustBeEmpty(to);
  const contents = await readBackup(file);
  // The same place for the same backup: a transfer that was cut off knows its source again.
  const name = `vesta-restore-${contents.trailer.sha256.slice(0, 16)}.sqlite`;
  const made = join(path ? dirname(path) : tmpdir(), name);
  try {
    await fill(made, file, contents, onProgress);
    await verify(made, contents);
    if (path) {
      remove(path);
      renameSync(made, path);
    } else await move(made, to);
  } finally {
    remove(made);
  }
  return contents;
}
