/** Reads a backup, and finds out whether it is whole. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { d1Migrations, newestMigration } from '../migrations.ts';
import { RunningChecksum } from '../running-checksum.ts';
import { TransferError } from '../store.ts';
import { tablesInOrder, type Table } from '../tables.ts';
import type { Row } from '../values.ts';
import { rowOf, type Header, type TableEnd, type TableStart, type Trailer } from './format.ts';

export interface BackupContents {
  header: Header;
  /** In the order of the file. */
  tables: { table: Table; rows: number; sha256: string }[];
  trailer: Trailer;
}

/**
 * Reads a backup to its end and checks every count and checksum; `onRow` gets the rows on the way.
 * Throws a TransferError when it is cut off, altered, or of another schema than this checkout's.
 */
export async function readBackup(
  file: string,
  onRow: (table: Table, row: Row) => void = () => {},
): Promise<BackupContents> {
  if (!existsSync(file)) throw new TransferError(`--file ${file} is not there.`);
  const reader = new Reader(onRow);
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const line of linesOf(chunks)) reader.take(line);
      },
    );
    return reader.end();
  } catch (error) {
    if (error instanceof TransferError) throw error;
    const code = (error as { code?: string }).code;
    if (error instanceof Damage || error instanceof SyntaxError || error instanceof RangeError) {
      throw new TransferError(`--file ${file} is not a whole backup: ${error.message}.`);
    }
    if (code === 'Z_BUF_ERROR') throw new TransferError(`--file ${file} is cut off.`);
    if (code?.startsWith('Z_')) {
      throw new TransferError(
        `--file ${file} is not a backup, or is damaged: ${(error as Error).message}.`,
      );
    }
    throw error;
  }
}

class Damage extends Error {}

/** Goes through the lines of a backup in the one order that they can have. */
class Reader {
  private readonly onRow: (table: Table, row: Row) => void;
  private readonly known = new Map(tablesInOrder().map((table) => [table.name, table]));
  private readonly sum = createHash('sha256');
  private readonly tables: BackupContents['tables'] = [];
  private header: Header | null = null;
  private current: { table: Table; checksum: RunningChecksum } | null = null;
  private trailer: Trailer | null = null;

  constructor(onRow: (table: Table, row: Row) => void) {
    this.onRow = onRow;
  }

  take(line: string): void {
    if (this.trailer) throw new Damage('something follows its last line');
    const said = JSON.parse(line) as unknown;
    if (!this.header) this.header = headerOf(said);
    else if (Array.isArray(said)) this.takeRow(said);
    else if (isObject(said) && 'table' in said) this.start(said as unknown as TableStart);
    else if (isObject(said) && 'end' in said) this.finish(said as unknown as TableEnd);
    else return this.close(said as Trailer);
    this.sum.update(`${line}\n`);
  }

  end(): BackupContents {
    const { header, tables, trailer } = this;
    if (!header || !trailer) throw new Damage('it is cut off');
    return { header, tables, trailer };
  }

  private takeRow(values: unknown[]): void {
    if (!this.current) throw new Damage('a row stands outside of a table');
    const { table, checksum } = this.current;
    const row = rowOf(table, values);
    checksum.add(row);
    this.onRow(table, row);
  }

  private start({ table: name, columns }: TableStart): void {
    const table = this.known.get(name);
    if (this.current || !table) throw new Damage(`the table ${name} has no place there`);
    if (columns.join() !== table.columns.map((column) => column.name).join()) {
      throw new Damage(`the table ${name} has other columns`);
    }
    this.known.delete(name);
    this.current = { table, checksum: new RunningChecksum(table) };
  }

  private finish({ end, rows, sha256 }: TableEnd): void {
    if (this.current?.table.name !== end)
      throw new Damage(`the table ${end} ends where it doesn't begin`);
    const found = this.current.checksum.end();
    if (found.rows !== rows)
      throw new Damage(`${end} has ${found.rows} rows where it says ${rows}`);
    if (found.sha256 !== sha256) throw new Damage(`the rows of ${end} don't fit their checksum`);
    this.tables.push({ table: this.current.table, rows, sha256 });
    this.current = null;
  }

  private close(trailer: Trailer): void {
    if (trailer?.vesta !== 'end' || this.current) throw new Damage('a line of it means nothing');
    if (trailer.sha256 !== this.sum.digest('hex')) throw new Damage('it does not fit its checksum');
    if (this.known.size > 0) throw new Damage(`it lacks ${[...this.known.keys()].join(', ')}`);
    this.trailer = trailer;
  }
}

function headerOf(said: unknown): Header {
  if (!isObject(said) || said.vesta !== 'backup') throw new Damage('it does not begin like one');
  const header = said as unknown as Header;
  if (header.format !== 1) {
    throw new TransferError(
      `The backup has the format ${header.format}, which a newer vesta reads.`,
    );
  }
  const newest = newestMigration();
  if (header.schema === newest) return header;
  const known = d1Migrations().some(({ file }) => file === `${header.schema}.sql`);
  throw new TransferError(
    known
      ? `The backup is of the schema ${header.schema}, and this checkout is at ${newest}. Restore it with the ` +
          `vesta whose newest migration is ${header.schema}, then migrate that database with this one.`
      : `The backup needs the migration ${header.schema}, which this checkout (at ${newest}) doesn't have. ` +
          'Restore it with the vesta that made it.',
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Lines of UTF-8; node:readline would cut at U+2028 too, which JSON lets stand in text. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, to)]).toString();
      rest = [];
      from = to + 1;
    }
    rest.push(chunk.subarray(from));
  }
  if (rest.some(({ length }) => length > 0)) throw new Damage('it is cut off');
}
