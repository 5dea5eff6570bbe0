/** Values as literals in the SQL of each engine, and what no literal can say. */
import type { Column, Table } from '../tables.ts';
import type { Row, Value } from '../values.ts';

export type Dialect = 'sqlite' | 'postgres' | 'mysql';
export const dialects: readonly Dialect[] = ['sqlite', 'postgres', 'mysql'];

/** A table's or column's name in quotes. Ours are words, so that nothing needs escaping. */
export const identifier = (dialect: Dialect, name: string): string =>
  dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;

/** The literal of a value that `unsayable` has nothing against. */
export function literal(dialect: Dialect, { type }: Column, value: Value): string {
  if (value === null) return 'NULL';
  if (type === 'json') return textLiterals[dialect](JSON.stringify(value));
  if (value instanceof Date) return momentLiterals[dialect](value);
  if (typeof value === 'boolean')
    return dialect === 'sqlite' ? String(Number(value)) : String(value);
  return typeof value === 'string' ? textLiterals[dialect](value) : String(value);
}

/** Returns why the engine can't hold a row, or null: found before the file is loaded and stops half way. */
export function unsayable(dialect: Dialect, table: Table, row: Row): string | null {
  for (const [i, column] of table.columns.entries()) {
    const problem = unsayableValue(dialect, column, row[i]);
    if (problem) return `${column.name}: ${problem}`;
  }
  return null;
}

function unsayableValue(dialect: Dialect, { type, length }: Column, value: Value): string | null {
  if (dialect === 'sqlite' || value === null) return null;
  if (value instanceof Date) {
    const year = value.getUTCFullYear();
    const first = dialect === 'mysql' ? 1000 : 1;
    return year < first || year > 9999 ? `the year ${year} is out of the engine's range` : null;
  }
  if (type === 'number' && ((value as number) | 0) !== value)
    return `${value as number} has more than 32 bits`;
  if (type === 'string' && typeof value === 'string') {
    if (dialect === 'postgres' && value.includes('\0')) return 'text with a NUL character';
    if (length !== null && value.length > length && [...value].length > length) {
      return `text of ${[...value].length} characters in a column of ${length}`;
    }
  }
  if (type === 'json') {
    const [, escape] = unusualEscape.exec(JSON.stringify(value)) ?? [];
    if (escape && (dialect === 'postgres' || escape !== '0000')) {
      return `a JSON document with the character U+${escape.toUpperCase()}`;
    }
  }
  return null;
}

/** NUL, and halves of a surrogate pair: JSON has them, the engines' documents don't. */
const unusualEscape = /(?<!\\)(?:\\\\)*\\u(0000|d[89a-f]..)/;

const textLiterals: Record<Dialect, (text: string) => string> = {
  // SQLite has no escapes. Its shell ends at NUL, and makes CRLF a plain LF; wrangler cuts out what
  // looks like a transaction, even from within text.
  sqlite: (text) =>
    /[\0\r]|BEGIN TRANSACTION|COMMIT;/.test(text)
      ? `CAST(X'${Buffer.from(text).toString('hex')}' AS TEXT)`
      : `'${text.replaceAll("'", "''")}'`,

  postgres: (text) => {
    const quoted = text.replaceAll("'", "''");
    if (!/[\\\n\r]/.test(quoted)) return `'${quoted}'`;
    const escaped = quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
    return `E'${escaped}'`;
  },

  mysql: (text) => `'${text.replace(/[\\'\n\r\0]/g, (character) => mysqlEscapes[character]!)}'`,
};

const mysqlEscapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

const momentLiterals: Record<Dialect, (value: Date) => string> = {
  sqlite: (value) => String(value.getTime()),
  postgres: (value) => `'${value.toISOString()}'`,
  mysql: (value) => `'${value.toISOString().replace('T', ' ').replace('Z', '')}'`,
};
