/** What PostgreSQL and MySQL have in common here: Drizzle's migrator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFolder } from '../../../scripts/dialects.ts';
import { packageRoot } from '../../../scripts/run.ts';
import {
  migrateServer,
  serverMigrations,
  type ForeignKeys,
  type ServerClient,
  type ServerDialect,
} from '../../../scripts/server-migrations.ts';
import type { Step } from '../database.ts';

/** The migrations of a dialect, by the names that its journal gives them. */
export function historyOf(dialect: ServerDialect): Step[] {
  const file = join(packageRoot, migrationsFolder[dialect], 'meta/_journal.json');
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  return serverMigrations(dialect).map(({ sql }, i) => ({
    name: entries[i]!.tag,
    statements: sql,
  }));
}

export async function applySteps(
  dialect: ServerDialect,
  client: ServerClient,
  steps: readonly Step[],
  foreignKeys?: ForeignKeys,
): Promise<void> {
  const migrations = steps.map(({ name, statements }, i) => ({
    sql: statements,
    folderMillis: i + 1,
    hash: name,
    bps: true,
  }));
  await migrateServer(dialect, client, foreignKeys, migrations);
}
