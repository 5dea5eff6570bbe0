import type { Catalogue, Reference, Row, Table } from '../database.ts';

/** Reads a SQLite schema from its pragmas; CHECKs only stand in the text of the table. */
export async function sqliteCatalogue(sql: (text: string) => Promise<Row[]>): Promise<Catalogue> {
  const tables = await sql(`select name, sql from sqlite_master where type = 'table'
    and name not like 'sqlite_%' and name not like '_cf_%' and name <> 'd1_migrations'`);
  const catalogue: Catalogue = {};
  for (const { name, sql: text } of tables as { name: string; sql: string }[]) {
    catalogue[name] = await tableOf(sql, name, text);
  }
  return catalogue;
}

async function tableOf(
  sql: (text: string) => Promise<Row[]>,
  name: string,
  text: string,
): Promise<Table> {
  const columns = await sql(`pragma table_info("${name}")`);
  const references = referencesIn(await sql(`pragma foreign_key_list("${name}")`));
  const checks = checksIn(text);
  const indexes: string[] = [];
  for (const index of await sql(`pragma index_list("${name}")`)) {
    const on = await sql(`pragma index_info("${String(index.name)}")`);
    const label = index.origin === 'c' ? index.name : index.origin;
    const names = on.map((column) => column.name).join(', ');
    indexes.push(`index ${String(label)} (${names})${index.unique ? ' unique' : ''}`);
  }
  return {
    name,
    columns: columns.map((column) => ({
      name: String(column.name),
      type: String(column.type),
      nullable: !column.notnull && !column.pk,
    })),
    references,
    checks,
    described: [
      ...columns.map(
        ({ name: column, type, notnull, dflt_value, pk }) =>
          `column ${String(column)} ${String(type)}${notnull ? ' not null' : ''} default ${String(dflt_value)} key ${String(pk)}`,
      ),
      ...indexes,
      ...checks.map((check) => `check ${check}`),
      ...references.map((reference) => `foreign key ${JSON.stringify(reference)}`),
    ].sort(),
  };
}

function referencesIn(rows: Row[]): (Reference & { onDelete: string })[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((parts) => ({
    columns: parts.map(({ from }) => String(from)),
    table: String(parts[0]!.table),
    foreignColumns: parts.map(({ to }) => String(to)),
    onDelete: String(parts[0]!.on_delete),
  }));
}

/** The conditions of the CHECKs in a CREATE TABLE, up to the parenthesis that closes each. */
function checksIn(text: string): string[] {
  return [...text.matchAll(/\bcheck\s*\(/gi)].map(({ index, 0: opening }) => {
    const start = index + opening.length;
    let depth = 1;
    let inText = false;
    let end = start;
    for (; depth > 0; end += 1) {
      if (text[end] === "'") inText = !inText;
      else if (!inText) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    }
    return text.slice(start, end - 1);
  });
}
