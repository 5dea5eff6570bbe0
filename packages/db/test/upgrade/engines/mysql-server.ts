import { drizzle } from 'drizzle-orm/mysql2';
import { openEmpty } from '@vesta-cx/testing/mysql';
import { mysqlCatalogue } from '../catalogue/mysql.ts';
import type { Row, UpgradeEngine } from '../database.ts';
import { applySteps, historyOf } from './servers.ts';

/** A database of its own on the MySQL or MariaDB server of `MYSQL_URL`. */
export const engine: UpgradeEngine = {
  history: historyOf('mysql'),
  async openEmpty() {
    const { pool, close } = await openEmpty();
    const sql = async (text: string) => (await pool.query(text))[0] as Row[];
    return {
      dialect: 'mysql',
      sql,
      apply: (...steps) => applySteps('mysql', drizzle(pool), ...steps),
      catalogue: () => mysqlCatalogue(sql),
      close,
    };
  },
};
