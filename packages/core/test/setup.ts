/** Every test file gets a migrated, empty D1 with what each instance has from the start. */
import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { installBasics } from '../src/setup/index.ts';
import { db } from './make.ts';

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  await installBasics(db);
});
