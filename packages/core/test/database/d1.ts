import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import * as schema from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { drizzle } from 'drizzle-orm/d1';
import { tables } from './tables.ts';

await applyD1Migrations(env.DB, env.MIGRATIONS);

/** D1 as workerd runs it. */
export const db: Database = drizzle(env.DB, { schema });

/** Deletes all rows. */
export async function empty(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...tables.map((table) => env.DB.prepare(`delete from "${table}"`)),
  ]);
}
