/** What an upgrade needs of a database, whatever its engine. */

import type { ForeignKeys } from '../../scripts/server-migrations.ts';

/** One migration: its statements in order. */
export interface Step {
  name: string;
  statements: string[];
}

/** A column as the engine's own catalogue has it. */
export interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

export interface Reference {
  columns: string[];
  table: string;
  foreignColumns: string[];
}

/** A table as the engine's own catalogue has it. */
export interface Table {
  name: string;
  columns: Column[];
  references: Reference[];
  /** The conditions of its CHECKs. */
  checks: string[];
  /**
   * Everything about it, a line each and sorted: columns with type, default and collation, keys,
   * indexes, checks, foreign keys. Two tables are the same when these are.
   */
  described: string[];
}

export type Catalogue = Record<string, Table>;
export type Row = Record<string, unknown>;

export interface Upgradable {
  dialect: 'sqlite' | 'postgres' | 'mysql';
  sql(text: string): Promise<Row[]>;
  /**
   * Applies the steps that aren't applied yet, as production does it. On a server foreign keys can
   * be left out: see `migrateServer`.
   */
  apply(steps: readonly Step[], foreignKeys?: ForeignKeys): Promise<void>;
  /** The tables of vesta; those of the tools that migrate are left out. */
  catalogue(): Promise<Catalogue>;
  close(): Promise<void>;
}

/** An engine: the migrations that it gets, and empty databases. */
export interface UpgradeEngine {
  history: Step[];
  openEmpty(): Promise<Upgradable>;
}

export const quoted = ({ dialect }: Pick<Upgradable, 'dialect'>, name: string): string =>
  dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;
