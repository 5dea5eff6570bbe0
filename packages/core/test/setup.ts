/** Every test file gets a migrated, empty database with what each instance has from the start. */
import { close, db } from '#test-database';
import { afterAll, beforeAll } from 'vitest';
import { installBasics } from '../src/setup/index.ts';

beforeAll(() => installBasics(db));
afterAll(close);
