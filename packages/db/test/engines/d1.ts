import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import * as schema from '../../src/index.ts';
import type { Database } from '../../src/query/index.ts';
import type { Opened } from './engine.ts';

/** D1 as workerd runs it; every test file starts with an empty one. */
export async function open(): Promise<Opened> {
  const migrate = () => applyD1Migrations(env.DB, env.MIGRATIONS);
  await migrate();
  return {
    db: drizzle(env.DB, { schema }) as unknown as Database,
    migrate,
    close: async () => {},
  };
}
