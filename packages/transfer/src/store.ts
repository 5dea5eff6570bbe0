/** What a transfer or an export asks of a database, whichever engine it is. */
import type { Table } from './tables.ts';
import type { Key, Row } from './values.ts';

type Engine = 'sqlite' | 'd1' | 'postgres' | 'mysql';

export interface PageRequest {
  /** Only rows whose key comes after this one; null starts at the first. */
  after: Key | null;
  /** The most rows to give. */
  rows: number;
  /** Stop at about so many bytes of text, but not before the first row. */
  bytes: number;
  /** The columns to read besides the key; all when left out. */
  columns?: readonly number[];
}

/** How far a database's schema is. Names are those of the migrations, without `.sql`. */
export interface SchemaState {
  /** Migrations of this checkout that the database lacks. */
  pending: string[];
  /** Migrations of the database that this checkout lacks. */
  unknown: string[];
}

/** What a transfer leaves in its target, in a table of its own. */
export interface Marker {
  /** The `name` of the store that the rows came from. */
  source: string;
  state: 'running' | 'finished';
  /** Tells one transfer from another. */
  run: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** Why a database would not take a row. */
export interface Refusal {
  message: string;
  column?: string;
  constraint?: string;
}

/**
 * One database. Reads come in the order of the primary key by bytes. Each write is all or nothing;
 * the caller cuts rows to pages, which may be empty.
 */
export interface Store {
  readonly engine: Engine;
  /** For people: where it is, without a password. */
  readonly name: string;
  /** The most text that a page of rows for it may have, where that is less than usual. */
  readonly mostBytes?: number;
  /** How to bring its schema to the newest migration. */
  readonly howToMigrate: string;

  /** Whether there is a database. Servers that can't be reached are errors. */
  exists(): Promise<boolean>;
  schemaState(): Promise<SchemaState>;
  /**
   * Keeps other transfers and restores from writing to it until it is closed or the process ends; false
   * when one of them does.
   */
  lock(): Promise<boolean>;
  /** Applies the package's migrations as the engine's official tool does. */
  migrate(): Promise<void>;

  /** What a query that only reads gives, each row as a list. */
  rows(sql: string): Promise<unknown[][]>;

  /** Whether the table exists and has a row. */
  hasRows(table: Table): Promise<boolean>;
  count(table: Table): Promise<number>;
  read(table: Table, page: PageRequest): Promise<Row[]>;

  /** Adds rows whose keys are not there. */
  insert(table: Table, rows: Row[]): Promise<void>;
  /** Sets `columns` of the rows that are there under the same keys. */
  update(table: Table, rows: Row[], columns: readonly number[]): Promise<void>;
  /** Removes the rows with the keys of these. */
  delete(table: Table, rows: Row[]): Promise<void>;
  /** What the error of a write says about its rows; null when it is about something else. */
  explain(error: unknown): Refusal | null;

  marker(): Promise<Marker | null>;
  /** Null removes the marker. */
  mark(marker: Marker | null): Promise<void>;

  close(): Promise<void>;
}

/** A mistake of the person at the keyboard, in words for them. */
export class TransferError extends Error {}
