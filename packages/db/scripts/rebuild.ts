/**
 * SQLite changes most of a table (a CHECK, a NOT NULL, a type) by making it anew, for which
 * drizzle-kit switches foreign keys off. D1 runs each migration in a transaction, where that does
 * nothing: dropping the old table deletes its rows first and with them, by ON DELETE CASCADE, the
 * rows of every table that refers to it. `defer_foreign_keys` alone doesn't hold cascades back, and
 * a table that is renamed takes the references to it along.
 *
 * So no row refers to the old table's when it is dropped: its keys are changed before, and those
 * of the new table changed back after, while the checks are deferred to the end.
 */

const breakpoint = '--> statement-breakpoint';
const swap = new RegExp(
  `DROP TABLE \`(\\w+)\`;${breakpoint}\\s*ALTER TABLE \`(\\w+)\` RENAME TO \`(\\w+)\`;`,
  'g',
);
const switches = new RegExp(`PRAGMA foreign_keys=(?:OFF|ON);(?:${breakpoint})?\\s*`, 'g');
/** Put before a key, it makes one that nobody refers to. */
const aside = '~';

/**
 * A SQLite migration as drizzle-kit wrote it, with rebuilds that lose nothing on D1. Throws where
 * a table is rebuilt whose key isn't text.
 */
export function withSafeRebuilds(migration: string): string {
  let rebuilt = false;
  const safe = migration.replace(swap, (plain: string, old: string, made: string, name: string) => {
    if (old !== name) throw new Error(`A rebuild of ${old} is not known: ${made} becomes ${name}`);
    rebuilt = true;
    const key = keyOf(migration, made);
    if (key === null) return plain;
    const set = (table: string, value: string) => `UPDATE \`${table}\` SET \`${key}\` = ${value};`;
    return [
      set(made, `'${aside}' || \`${key}\``),
      set(name, `'${aside}' || \`${key}\``),
      `DROP TABLE \`${name}\`;`,
      `ALTER TABLE \`${made}\` RENAME TO \`${name}\`;`,
      set(name, `substr(\`${key}\`, ${aside.length + 1})`),
    ].join(`${breakpoint}\n`);
  });
  if (!rebuilt) return migration;
  return `PRAGMA defer_foreign_keys=ON;${breakpoint}\n${safe.replace(switches, '')}`;
}

/** The one column that is a table's key; null when it has several, to which nothing refers. */
function keyOf(migration: string, table: string): string | null {
  const start = migration.indexOf(`CREATE TABLE \`${table}\` (`);
  if (start < 0) throw new Error(`${table} is renamed and not made`);
  const body = migration.slice(start, migration.indexOf('\n);', start));
  const [, key, type] = /^\s*`(\w+)` (\S+) PRIMARY KEY/m.exec(body) ?? [];
  if (key && !type!.startsWith('text')) throw new Error(`The key of ${table} is not text`);
  return key ?? null;
}
