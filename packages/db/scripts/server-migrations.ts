/**
 * Applies the migrations to a PostgreSQL or MySQL server, with foreign keys or without them. The
 * bookkeeping is Drizzle's own, hashes included: drizzle-kit goes on where this stopped, and the
 * other way round.
 */
import { sql, type SQL } from 'drizzle-orm';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { join } from 'node:path';
import { migrationsFolder, type Dialect } from './dialects.ts';
import { packageRoot } from './run.ts';

export type ServerDialect = Exclude<Dialect, 'sqlite'>;
export type ForeignKeys = 'on' | 'off';

/** A Drizzle client on a server, whatever its driver. */
export interface ServerClient {
  execute(query: SQL): PromiseLike<unknown>;
}

/** The migrations of this package for a server, in order. */
export const serverMigrations = (dialect: ServerDialect): MigrationMeta[] =>
  readMigrationFiles({ migrationsFolder: join(packageRoot, migrationsFolder[dialect]) });

/**
 * Returns what `DATABASE_FOREIGN_KEYS` asks for; undefined when it isn't set. Throws on anything else than
 * `on` and `off`.
 */
export function foreignKeysWanted(env = process.env): ForeignKeys | undefined {
  const { DATABASE_FOREIGN_KEYS: wanted } = env;
  if (!wanted) return undefined;
  if (wanted === 'on' || wanted === 'off') return wanted;
  throw new Error(`DATABASE_FOREIGN_KEYS is "${wanted}"; it can be on or off`);
}

/**
 * Applies what isn't applied yet. Resolves to whether foreign keys were made. Without a wish, a
 * database that was made without them goes on without, and any other gets them.
 */
export async function migrateServer(
  dialect: ServerDialect,
  client: ServerClient,
  wanted?: ForeignKeys,
  migrations: MigrationMeta[] = serverMigrations(dialect),
): Promise<ForeignKeys> {
  const present = new Set(await names(client, presentForeignKeys[dialect]));
  const foreignKeys =
    wanted ??
    (present.size === 0 && (await wentWithout(dialect, client, migrations)) ? 'off' : 'on');
  // Drizzle's migrators do just this after reading the files.
  const { dialect: writer, session } = client as unknown as Inside;
  await writer.migrate(
    foreignKeys === 'off' ? withoutForeignKeys(migrations, present) : migrations,
    session,
    {},
  );
  return foreignKeys;
}

/**
 * The same migrations without the statements that add foreign keys, or drop one that isn't among
 * those `present` in the database. Throws where a foreign key is part of another statement.
 */
export function withoutForeignKeys(
  migrations: readonly MigrationMeta[],
  present: ReadonlySet<string> = new Set(),
): MigrationMeta[] {
  const added = migrations.flatMap((migration) =>
    migration.sql.flatMap((text) => adds(text) ?? []),
  );
  const isOurs = new Set(added);
  return migrations.map((migration) => {
    const kept = migration.sql.filter((text) => {
      const dropped = drops(text);
      return !adds(text) && !(dropped && isOurs.has(dropped) && !present.has(dropped));
    });
    for (const text of kept) {
      if (/\breferences\b/i.test(text)) {
        throw new Error(`A foreign key can't be left out of this statement:\n${text.trim()}`);
      }
    }
    // MySQL refuses an empty statement, and the migration counts as applied all the same.
    return { ...migration, sql: kept.some((text) => text.trim()) ? kept : ['select 1'] };
  });
}

/** The foreign key that a statement adds, as drizzle-kit writes it. */
const adds = (text: string): string | undefined =>
  /^\s*alter table \S+ add constraint [`"]([^`"]+)[`"] foreign key\b/i.exec(text)?.[1];

/** The constraint that a statement drops: on PostgreSQL it may be of any kind. */
const drops = (text: string): string | undefined =>
  /^\s*alter table \S+ drop (?:foreign key|constraint) [`"]([^`"]+)[`"]/i.exec(text)?.[1];

const presentForeignKeys: Record<ServerDialect, SQL> = {
  postgres: sql`select conname as name from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace`,
  mysql: sql`select constraint_name as name from information_schema.table_constraints
    where constraint_type = 'FOREIGN KEY' and table_schema = database()`,
};

const bookkeeping: Record<ServerDialect, { find: SQL; look: SQL }> = {
  postgres: {
    find: sql`select tablename as name from pg_tables
      where schemaname = 'drizzle' and tablename = '__drizzle_migrations'`,
    look: sql`select created_at as name from drizzle.__drizzle_migrations`,
  },
  mysql: {
    find: sql`select table_name as name from information_schema.tables
      where table_schema = database() and table_name = '__drizzle_migrations'`,
    look: sql`select created_at as name from __drizzle_migrations`,
  },
};

/** Returns whether migrations that add foreign keys have been applied to this database that has none. */
async function wentWithout(
  dialect: ServerDialect,
  client: ServerClient,
  migrations: readonly MigrationMeta[],
): Promise<boolean> {
  const { find, look } = bookkeeping[dialect];
  // A migration that failed leaves the table behind, empty.
  const applied = (await names(client, find)).length > 0 ? await names(client, look) : [];
  const newest = Math.max(0, ...applied.map(Number));
  return migrations.some(
    ({ folderMillis, sql: statements }) => folderMillis <= newest && statements.some(adds),
  );
}

/** What a Drizzle client holds and its types keep to themselves. */
interface Inside {
  dialect: {
    migrate(migrations: MigrationMeta[], session: unknown, config: object): Promise<void>;
  };
  session: unknown;
}

async function names(client: ServerClient, query: SQL): Promise<string[]> {
  const result = await client.execute(query);
  // mysql2 answers rows and fields, the others an object.
  const rows = (Array.isArray(result) ? result[0] : (result as { rows: unknown }).rows) as {
    name: string;
  }[];
  return rows.map(({ name }) => name);
}
