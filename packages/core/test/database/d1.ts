import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import * as schema from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { drizzle } from 'drizzle-orm/d1';

await applyD1Migrations(env.DB, env.MIGRATIONS);

/** D1 as workerd runs it; every test file starts with an empty one. */
export const db: Database = drizzle(env.DB, { schema });
export const close = async (): Promise<void> => {};
