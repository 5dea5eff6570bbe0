import { getTableName, is, Table } from 'drizzle-orm';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';

/** A database of its own with every migration applied. */
export interface Opened {
  db: Database;
  /** Applies what isn't applied yet. */
  migrate(): Promise<unknown>;
  /** Drops the database and lets go of it. */
  close(): Promise<void>;
}

/** A migrated database that outlives its user. */
export interface Reopened {
  db: Database;
  /** Deletes all rows. */
  empty(): Promise<void>;
}

/** The engines that a machine may have; those it lacks are named on stderr. */
export type EngineName = 'd1' | 'pglite' | 'postgres-server' | 'mysql-server' | 'mariadb-server';

declare module 'vitest' {
  interface ProvidedContext {
    engines: EngineName[];
  }
}

/** A name that no other run has. */
export const freshName = () => `vesta_contract_${crypto.randomUUID().replaceAll('-', '')}`;

/** The names of all tables. */
export const tables = Object.values(schema)
  .filter((value): value is Table & typeof value => is(value, Table))
  .map((table) => getTableName(table));
