import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/query/index.ts';
import type { EngineName, Opened } from '../engines/engine.ts';
import { compiledSelects } from './suites/compiled.ts';
import { constraints } from './suites/constraints.ts';
import { keyset } from './suites/keyset.ts';
import { related } from './suites/related.ts';
import { roundTrips } from './suites/round-trips.ts';
import { statements } from './suites/statements.ts';

// Each in a module of its own, loaded where it can run: workerd has no database servers.
const open: Record<EngineName, () => Promise<Opened>> = {
  d1: async () => (await import('../engines/d1.ts')).open(),
  pglite: async () => (await import('../engines/pglite.ts')).open(),
  'postgres-server': async () => (await import('../engines/postgres-server.ts')).open(),
  'mysql-server': async () => (await import('../engines/mysql-server.ts')).open('default'),
  // MariaDB has no lateral joins.
  'mariadb-server': async () => (await import('../engines/mysql-server.ts')).open('planetscale'),
};

for (const engine of inject('engines')) {
  describe(engine, () => {
    let opened: Opened | undefined;
    const db = (): Database => opened!.db;

    beforeAll(async () => {
      opened = await open[engine]();
    });
    afterAll(() => opened?.close());

    it('applies every migration to an empty database, and none a second time', async () => {
      await expect(opened!.migrate()).resolves.not.toThrow();
    });

    roundTrips(db);
    constraints(db);
    statements(db);
    compiledSelects(db);
    keyset(db);
    related(db, { nested: engine !== 'mariadb-server' });
  });
}
