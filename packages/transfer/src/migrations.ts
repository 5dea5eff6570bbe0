/** The migrations that `@vesta-cx/db` ships, as the tools of each engine count them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SchemaState } from './store.ts';

const folder = dirname(
  createRequire(import.meta.url).resolve('@vesta-cx/db/migrations/0000_init.sql'),
);

/** The folder of an engine's migrations; D1's is the one that wrangler applies. */
export const migrationsFolder = (engine: 'sqlite' | 'postgres' | 'mysql'): string =>
  engine === 'sqlite' ? folder : join(folder, engine);

/** D1's migrations in order: the file's name, and its statements. */
export function d1Migrations(): { file: string; sql: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ file, sql: readFileSync(join(folder, file), 'utf8') }));
}

/** The name of the newest migration, without `.sql`: what tells one schema from another. */
export const newestMigration = (): string =>
  d1Migrations()
    .at(-1)!
    .file.replace(/\.sql$/, '');

/** `applied` are file names, as in the table `d1_migrations`. */
export function d1SchemaState(applied: readonly string[]): SchemaState {
  const ours = d1Migrations().map(({ file }) => file);
  const plain = (files: string[]) => files.map((file) => file.replace(/\.sql$/, ''));
  return {
    pending: plain(ours.filter((file) => !applied.includes(file))),
    unknown: plain(applied.filter((file) => !ours.includes(file))),
  };
}

/** `applied` are the times in the table `__drizzle_migrations`, by which Drizzle counts. */
export function drizzleSchemaState(
  engine: 'postgres' | 'mysql',
  applied: readonly number[],
): SchemaState {
  const file = join(migrationsFolder(engine), 'meta/_journal.json');
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as {
    entries: { tag: string; when: number }[];
  };
  const newest = Math.max(0, ...applied);
  return {
    pending: entries.filter(({ when }) => when > newest).map(({ tag }) => tag),
    unknown: applied
      .filter((time) => !entries.some(({ when }) => when === time))
      .map((time) => new Date(time).toISOString()),
  };
}
