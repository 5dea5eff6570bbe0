import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sqliteCatalogue } from '../catalogue/sqlite.ts';
import type { Row, UpgradeEngine } from '../database.ts';

const unused = [...env.EMPTY];

/** D1 as workerd runs it, which applies each migration in a transaction as wrangler does. */
export const engine: UpgradeEngine = {
  history: env.MIGRATIONS.map(({ name, queries }) => ({ name, statements: queries })),
  async openEmpty() {
    const db = env[unused.pop()!]!;
    const sql = async (text: string) => (await db.prepare(text).all<Row>()).results;
    return {
      dialect: 'sqlite',
      sql,
      apply: (steps) =>
        applyD1Migrations(
          db,
          steps.map(({ name, statements }) => ({ name, queries: statements })),
        ),
      catalogue: () => sqliteCatalogue(sql),
      close: async () => {},
    };
  },
};
