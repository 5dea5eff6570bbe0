/** Makers for the seed's tests: an empty database with the real migrations, and the validators. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ZodType } from 'zod';
import * as validators from '@vesta-cx/db/validators';
import { broken, type Rules } from '@vesta-cx/db/invariants';
import { type SeedBatch, type SeedTable } from './rows.ts';

const migrations = dirname(
  createRequire(import.meta.url).resolve('@vesta-cx/db/migrations/0000_init.sql'),
);

/** An empty database in memory, foreign keys enforced. */
export function emptyDatabase(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec('pragma foreign_keys = on');
  for (const file of readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    db.exec(readFileSync(join(migrations, file), 'utf8'));
  }
  return db;
}

/** The rules of the model that a seeded database breaks. */
export const brokenIn = (db: DatabaseSync): Promise<Record<string, unknown[]>> =>
  broken((query) => db.prepare(query).all(), { more: ofSeeds });

/** The validator of a table's rows: `users` → `insertUserSchema`. */
function validatorOf(table: SeedTable): ZodType {
  const irregular: Partial<Record<SeedTable, string>> = {
    featurePricing: 'FeaturePricing',
    searchEntries: 'SearchEntry',
  };
  const name = irregular[table] ?? table[0]!.toUpperCase() + table.slice(1).replace(/s$/, '');
  const schema = (validators as unknown as Record<string, ZodType | undefined>)[
    `insert${name}Schema`
  ];
  if (!schema) throw new Error(`No validator for ${table}`);
  return schema;
}

/** Returns what the validators say about the batch; empty when all rows are right. */
export function complaints({ table, rows }: SeedBatch): string[] {
  const schema = validatorOf(table);
  return rows.flatMap((row) => {
    const { error } = schema.safeParse(row);
    return error ? [`${table}: ${error.message} in ${JSON.stringify(row)}`] : [];
  });
}

/** A fingerprint of rows, every value included. */
export function fingerprint(batches: Iterable<unknown>): string {
  const sum = createHash('sha256');
  for (const batch of batches) sum.update(JSON.stringify(batch));
  return sum.digest('hex');
}

/** Rules of generated data: people may make it otherwise. */
const ofSeeds: Rules = {
  'a resource has an author': `select id from resources where id not in
    (select resource_id from resource_authors)`,
  'an album holds songs of its own workspace': `select a.id from album_songs x
    join resources a on a.id = x.album_resource_id join resources s on s.id = x.song_resource_id
    where a.workspace_id <> s.workspace_id`,
  'a status is short': `select id from resources where type = 'status' and length(excerpt) > 300`,
  'nothing is older than what it is about': `select e.id from engagements e
    join resources r on r.id = e.object_id where r.published_at > e.created_at`,
};
