/** The report on the public API: what `api.md` holds, so that no change of it goes unseen. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dialects, migrationsFolder, type Dialect } from '../dialects.ts';
import { entries, type Entry, type Exported, type Surface } from './surface.ts';
import { columnsOf, constraintsOf } from './tables.ts';

/** The report on `surface` and on the migrations in `folder`. */
export async function report(surface: Surface, folder: string): Promise<string> {
  const names = Object.keys(entries) as Entry[];
  const sections = await Promise.all([
    ...names.map(async (entry) =>
      section(entry.replace('.', '@vesta-cx/db'), lines(surface, entry)),
    ),
    section('Native types', nativeTypes(surface)),
    ...dialects.map(async (dialect) =>
      section(`Migrations for ${dialect}`, await migrations(folder, dialect)),
    ),
  ]);
  return [introduction, ...sections].join('\n');
}

const introduction = `# The API of @vesta-cx/db

What the package promises, kept here so that a change of it is seen in review. Written by
\`pnpm --filter @vesta-cx/db api:update\`: don't edit it, don't merge it by hand, run that again.
What differs by dialect says so. A property with \`?\` may be left out of an INSERT.
`;

const section = (title: string, content: readonly string[]) =>
  `## ${title}\n\n\`\`\`text\n${content.join('\n')}\n\`\`\`\n`;

/** Everything that an entry exports; rows and relations stand with their table. */
function lines(surface: Surface, entry: Entry): string[] {
  const all = new Set(dialects.flatMap((name) => surface[name][entry].map((found) => found.name)));
  const described = [...all].flatMap((name) => {
    const found = perDialect(
      (dialect) => surface[dialect][entry].find((one) => one.name === name) ?? absent,
    );
    return found.sqlite.kind === 'table'
      ? ['', ...tableLines(found), '']
      : merge(perDialect((dialect) => describe(found[dialect])));
  });
  return described.filter((line, at) => line || (described[at - 1] && at < described.length - 1));
}

const absent: Exported = {
  name: '',
  kind: 'other',
  declaration: 'not exported',
  doc: '',
  of: '',
  row: [],
  value: undefined,
};

function describe(found: Exported): string[] {
  if (found.kind !== 'validator') return [found.declaration];
  const schema = z.toJSONSchema(found.value as z.ZodType, {
    unrepresentable: 'any',
    io: 'input',
    // JSON has no dates, and the schemas of rows do.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') jsonSchema.format = 'Date';
    },
  }) as JsonSchema;
  if (!schema.properties) return [`${found.name}: ${brief(schema)}`];
  const closed = schema.additionalProperties === false ? ', nothing else' : '';
  return [
    `${found.name}: object${closed}`,
    ...Object.entries(schema.properties).map(([name, property]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      return `  ${name}${optional}: ${brief(property)}`;
    }),
  ];
}

type JsonSchema = z.core.JSONSchema.BaseSchema & { properties?: Record<string, JsonSchema> };

/**
 * A schema on one line. That MySQL bounds long text at 4 GiB is no promise of ours, nor is zod's
 * pattern for what it calls an e-mail address.
 */
function brief({ $schema: _, ...schema }: JsonSchema): string {
  if (schema.maxLength === 4_294_967_295) delete schema.maxLength;
  if (schema.format === 'email') delete schema.pattern;
  const { anyOf, type, format, ...rules } = schema;
  if (anyOf) return anyOf.map((one) => brief(one as JsonSchema)).join(' | ');
  const limits = Object.entries(rules).map(([rule, value]) => `${rule} ${JSON.stringify(value)}`);
  const types = [type].flat().join(' | ');
  return [types || format || 'anything', types && format, ...limits].filter(Boolean).join(', ');
}

function tableLines(table: Record<Dialect, Exported>): string[] {
  const columns = perDialect((dialect) => columnsOf(table[dialect].value));
  const head = perDialect((dialect) => [
    table[dialect].declaration.replace(/^(const \w+): .*$/s, '$1: table ') + columns[dialect].table,
    ...inOrder(table[dialect].row, columns[dialect].byProperty).map(({ name, optional, type }) => {
      const column = columns[dialect].byProperty[name];
      // Named by its PostgreSQL type, which tells most apart; the others are under Native types.
      const native = columns.postgres.byProperty[name]?.type;
      const fallback = column?.fallback ? `, default ${column.fallback}` : '';
      return `  ${name}${optional ? '?' : ''}: ${type} = ${column?.name} ${native}${fallback}`;
    }),
    ...constraintsOf(dialect, table[dialect].value).map((constraint) => `  ${constraint}`),
  ]);
  return merge(head);
}

/** The compiler's order of properties moves with unrelated types; that of the columns stays. */
function inOrder(row: Exported['row'], columns: object): Exported['row'] {
  const order = Object.keys(columns);
  return row.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** Returns which types of D1 and MySQL stand beside each type of PostgreSQL. */
function nativeTypes(surface: Surface): string[] {
  const tables = surface.sqlite['.'].filter(({ kind }) => kind === 'table');
  const triples = tables.flatMap(({ name, row }) => {
    const columns = perDialect((dialect) =>
      columnsOf(surface[dialect]['.'].find((found) => found.name === name)?.value),
    );
    return row.map((property) =>
      (['postgres', 'sqlite', 'mysql'] as const)
        .map((dialect) => columns[dialect].byProperty[property.name]?.type)
        .join(' = '),
    );
  });
  return ['PostgreSQL = SQLite = MySQL', ...[...new Set(triples)].toSorted()];
}

/** Each migration with a digest: one that was released is never edited. */
async function migrations(folder: string, dialect: Dialect): Promise<string[]> {
  const path = join(folder, migrationsFolder[dialect]);
  const files = (await readdir(path)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const digest = createHash('sha256').update(await readFile(join(path, name)));
      return `${name} ${digest.digest('hex').slice(0, 16)}`;
    }),
  );
}

function perDialect<T>(of: (dialect: Dialect) => T): Record<Dialect, T> {
  return { sqlite: of('sqlite'), postgres: of('postgres'), mysql: of('mysql') };
}

/** Lines that all dialects share as they are; those of one or two with their names, in place. */
function merge(found: Record<Dialect, string[]>): string[] {
  const all = dialects.reduce<string[]>((lines, dialect) => {
    let at = 0;
    for (const line of found[dialect]) {
      const known = lines.indexOf(line);
      if (known < 0) lines.splice(at, 0, line);
      at = (known < 0 ? at : known) + 1;
    }
    return lines;
  }, []);
  return all.map((line) => {
    const having = dialects.filter((dialect) => found[dialect].includes(line));
    return having.length === dialects.length ? line : `${line} [${having.join(', ')}]`;
  });
}
