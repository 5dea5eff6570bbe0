import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { postgresCatalogue } from '../catalogue/postgres.ts';
import type { Row, UpgradeEngine } from '../database.ts';
import { applySteps, historyOf } from './servers.ts';

/** PostgreSQL compiled to WebAssembly, in memory. */
export const engine: UpgradeEngine = {
  history: historyOf('postgres'),
  async openEmpty() {
    const client = new PGlite();
    const sql = async (text: string) => (await client.query<Row>(text)).rows;
    return {
      dialect: 'postgres',
      sql,
      apply: (...steps) => applySteps('postgres', drizzle(client), ...steps),
      catalogue: () => postgresCatalogue(sql),
      close: () => client.close(),
    };
  },
};
