/**
 * Fills a database of any version with rows that fit: values by the type of each column, by the
 * words in its CHECKs and by the rows that foreign keys ask for; the database itself says which fit.
 */
import { quoted, type Column, type Row, type Table, type Upgradable } from './database.ts';

const rowsPerTable = 4;
const attempts = 400;
/** One a row: the edges of days, and before 1970, when SQLite's are negative. */
const moments = [
  '1958-06-01T23:59:59.999Z',
  '2026-03-02T12:00:00.222Z',
  '2026-03-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
];

/** Resolves when every table has rows. Throws, with what the database said, where none fits. */
export async function fill(database: Upgradable): Promise<void> {
  const made = new Map<string, Row[]>();
  for (const table of inOrder(Object.values(await database.catalogue()))) {
    made.set(table.name, []);
    for (let n = 0; n < rowsPerTable; n += 1) {
      made.get(table.name)!.push(await insertSome(database, table, n, made));
    }
  }
}

async function insertSome(
  database: Upgradable,
  table: Table,
  n: number,
  made: ReadonlyMap<string, Row[]>,
): Promise<Row> {
  let refused: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const random = randomFrom(`${table.name}:${n}:${attempt}`);
    // The first row is as full as can be, the second as empty; then whatever fits.
    const empty = attempt > attempts / 4 ? 0.4 : ([0, 1][n] ?? 0.4);
    const row = rowFor(database, table, n, made, random, empty);
    const names = table.columns.map(({ name }) => quoted(database, name)).join(', ');
    const values = table.columns.map(({ name }) => literal(row[name])).join(', ');
    try {
      await database.sql(
        `insert into ${quoted(database, table.name)} (${names}) values (${values})`,
      );
      return row;
    } catch (error) {
      refused = error;
    }
  }
  throw new Error(`No row was found that fits ${table.name}`, { cause: refused });
}

function rowFor(
  database: Upgradable,
  table: Table,
  n: number,
  made: ReadonlyMap<string, Row[]>,
  random: () => number,
  empty: number,
): Row {
  const row: Row = {};
  for (const column of table.columns) {
    row[column.name] =
      column.nullable && random() < empty ? null : valueFor(database, table, column, n, random);
  }
  for (const { columns, table: parent, foreignColumns } of table.references) {
    if (columns.some((name) => row[name] === null)) continue;
    const candidates = made.get(parent)!;
    // Each row tries a parent of its own first, so that keys which refer are unique too.
    const at = random() < 0.7 ? n : Math.floor(random() * candidates.length);
    const target = candidates[at % candidates.length];
    columns.forEach((name, i) => (row[name] = target?.[foreignColumns[i]!] ?? null));
  }
  return row;
}

function valueFor(
  { dialect }: Upgradable,
  table: Table,
  { name, type }: Column,
  n: number,
  random: () => number,
): unknown {
  const about = table.checks.filter((check) => new RegExp(`\\b${name}\\b`).test(check));
  if (/^json/.test(type) || about.some((check) => check.includes(`json_valid(\`${name}\`)`))) {
    return `{"n": ${n}, "text": "Näme ☂"}`;
  }
  if (/^(?:boolean|tinyint\(1\))/.test(type)) {
    const value = random() < 0.5;
    return dialect === 'postgres' ? value : Number(value);
  }
  if (/^(?:timestamp|datetime)/.test(type)) {
    return moments[n]!.replace('T', ' ').replace('Z', dialect === 'postgres' ? '+00' : '');
  }
  // SQLite keeps moments as whole numbers.
  if (/^integer/i.test(type) && /_(?:at|date)$/.test(name)) return Date.parse(moments[n]!);
  if (/int|numeric|real|double|float/i.test(type)) return n + 1 + Math.floor(random() * 9);
  if (!/^(?:text|varchar|character varying|longtext)/i.test(type)) {
    throw new Error(`${table.name}.${name}: no values are known for ${type}`);
  }
  const words = about.flatMap((check) =>
    [...check.matchAll(/'([^']*)'/g)].map(([, word]) => word!),
  );
  if (words.length > 0 && random() < 0.8) {
    return words[Math.floor(random() * words.length)]!.replaceAll('%', 'example.com');
  }
  const length = Number(/\((\d+)\)/.exec(type)?.[1] ?? 60);
  return `${n}${Math.floor(random() * 1e6)} ${name} näme ☂`.slice(0, length).trimEnd();
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** Tables after all that they refer to. Throws when they refer to each other in a circle. */
function inOrder(tables: Table[]): Table[] {
  const ordered: Table[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const next = [...waiting].find((table) =>
      table.references.every(
        ({ table: parent }) => parent === table.name || ordered.some(({ name }) => name === parent),
      ),
    );
    if (!next) throw new Error('Tables refer to each other in a circle');
    ordered.push(next);
    waiting.delete(next);
  }
  return ordered;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32 over FNV-1a). */
function randomFrom(seed: string): () => number {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
