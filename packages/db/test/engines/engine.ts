import type { Database } from '../../src/query/index.ts';

/** A database of its own with every migration applied. */
export interface Opened {
  db: Database;
  /** Applies what isn't applied yet. */
  migrate(): Promise<unknown>;
  /** Drops the database and lets go of it. */
  close(): Promise<void>;
}

/** The engines that a machine may have; those it lacks are named on stderr. */
export type EngineName = 'd1' | 'pglite' | 'postgres-server' | 'mysql-server' | 'mariadb-server';

declare module 'vitest' {
  interface ProvidedContext {
    engines: EngineName[];
  }
}
