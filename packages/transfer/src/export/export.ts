/** Writes a whole database as files of one format, with a manifest of what was written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admitSource } from '../admission.ts';
import { newestMigration } from '../migrations.ts';
import { readAll } from '../pages.ts';
import { RunningChecksum } from '../running-checksum.ts';
import { TransferError, type Store } from '../store.ts';
import type { Table } from '../tables.ts';
import { keyOf, Unreadable, type Row } from '../values.ts';
import { convex } from './convex.ts';
import { csv } from './csv.ts';
import { OutFolder, type WrittenFile } from './files.ts';
import type { Format } from './format.ts';
import { jsonl } from './jsonl.ts';
import { modelTables } from './model.ts';
import { spacetimedb } from './spacetimedb.ts';
import { sql } from './sql.ts';
import type { Dialect } from './sql-literals.ts';

export const formats = ['convex', 'spacetimedb', 'jsonl', 'csv', 'sql'] as const;
export type FormatName = (typeof formats)[number];

export interface ExportOptions {
  store: Store;
  format: FormatName;
  /** Of the format `sql`. */
  dialect?: Dialect;
  /** A folder: made when it isn't there. */
  out: string;
  /** Replaces an earlier export in `out`. */
  overwrite?: boolean;
  /** Told how many rows of all have been read. */
  onProgress?: (done: number, total: number) => void;
}

export interface Manifest {
  vesta: 'export';
  /** False until the last file is written. */
  complete: boolean;
  format: FormatName;
  dialect?: Dialect;
  source: string;
  /** The newest migration of the schema. */
  schema: string;
  exportedAt: string;
  /** In an order that keeps foreign keys. `sha256` is of the rows' canonical form, a line each. */
  tables: { name: string; rows: number; sha256: string }[];
  files: WrittenFile[];
  /** How many rows the format can't hold; they are in `refused.jsonl`. */
  refused: number;
}

const manifestFile = 'manifest.json';

/**
 * Exports every table. Throws a TransferError when the folder holds something else or the database is not
 * at the newest migration. Rows that the format can't hold are left out and counted in the manifest.
 */
export async function exportData(options: ExportOptions): Promise<Manifest> {
  const { store, format, out, onProgress } = options;
  const writer = writerOf(options);
  await admitSource(store);
  clear(out, options.overwrite ?? false);
  const tables = modelTables();
  const folder = new OutFolder(out);
  const manifest: Manifest = {
    vesta: 'export',
    complete: false,
    format,
    ...(format === 'sql' ? { dialect: options.dialect } : {}),
    source: store.name,
    schema: newestMigration(),
    exportedAt: new Date().toISOString(),
    tables: [],
    files: folder.written,
    refused: 0,
  };
  const save = () =>
    writeFileSync(join(out, manifestFile), JSON.stringify(manifest, null, 2) + '\n');
  save();

  let total = 0;
  for (const table of tables) total += await store.count(table);
  let done = 0;
  async function* rows(table: Table, problem?: (row: Row) => string | null) {
    const checksum = new RunningChecksum(table);
    for await (const row of readAll(store, table)) {
      onProgress?.(++done, total);
      const reason = unreadable(table, row) ?? problem?.(row);
      if (reason) {
        const refused = { table: table.name, key: keyOf(table, row), reason };
        folder.addLine('refused.jsonl', JSON.stringify(refused));
        manifest.refused += 1;
        continue;
      }
      checksum.add(row);
      yield row;
    }
    manifest.tables.push({ name: table.name, ...checksum.end() });
  }

  await writer.write({ tables, rows, out: folder });
  folder.endLines();
  const about = `# vesta's data, ${manifest.exportedAt.slice(0, 10)}\n\n${writer.readme(tables)}${ending}`;
  await folder.write('README.md', [about]);
  manifest.complete = true;
  save();
  return manifest;
}

const ending = `
\`manifest.json\` lists the tables in an order that keeps foreign keys, with the rows of each, and the files with
their SHA-256.
`;

function writerOf({ format, dialect }: ExportOptions): Format {
  switch (format) {
    case 'convex':
      return convex;
    case 'spacetimedb':
      return spacetimedb;
    case 'jsonl':
      return jsonl;
    case 'csv':
      return csv;
    case 'sql':
      if (!dialect)
        throw new TransferError('--format sql needs --dialect sqlite, postgres or mysql');
      return sql(dialect);
  }
}

function clear(out: string, overwrite: boolean): void {
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length === 0) return;
  if (!overwrite) {
    throw new TransferError(
      `--out ${out} is not empty. --overwrite replaces an earlier export there.`,
    );
  }
  if (!isExport(join(out, manifestFile))) {
    throw new TransferError(
      `--out ${out} holds something else than an export. Name another folder.`,
    );
  }
  for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
}

function isExport(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Partial<Manifest>).vesta === 'export';
  } catch {
    return false;
  }
}

/** SQLite lets columns hold what their type isn't: no format takes that. */
function unreadable(table: Table, row: Row): string | null {
  const i = row.findIndex((value) => value instanceof Unreadable);
  return i < 0 ? null : `${table.columns[i]!.name}: ${(row[i] as Unreadable).reason}`;
}
