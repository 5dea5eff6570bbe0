import { drizzle } from 'drizzle-orm/node-postgres';
import { openEmpty } from '@vesta-cx/testing/postgres';
import { postgresCatalogue } from '../catalogue/postgres.ts';
import type { Row, UpgradeEngine } from '../database.ts';
import { applySteps, historyOf } from './servers.ts';

/** A database of its own on the PostgreSQL server of `POSTGRES_URL`. */
export const engine: UpgradeEngine = {
  history: historyOf('postgres'),
  async openEmpty() {
    const { pool, close } = await openEmpty();
    const sql = async (text: string) => (await pool.query<Row>(text)).rows;
    return {
      dialect: 'postgres',
      sql,
      apply: (...steps) => applySteps('postgres', drizzle(pool), ...steps),
      catalogue: () => postgresCatalogue(sql),
      close,
    };
  },
};
