/** Every test file gets a migrated, empty database with what each instance has from the start. */
import { db, empty } from '#test-database';
import { beforeAll } from 'vitest';
import { installBasics } from '../src/setup/index.ts';

beforeAll(async () => {
  await empty();
  await installBasics(db);
});
