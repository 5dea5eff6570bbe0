import type { Catalogue, Row } from '../database.ts';

/** Reads the schema from MySQL's or MariaDB's information schema and SHOW CREATE TABLE. */
export async function mysqlCatalogue(sql: (text: string) => Promise<Row[]>): Promise<Catalogue> {
  const columns = await sql(`
    select table_name as \`table\`, column_name as name, column_type as type,
      is_nullable = 'YES' as nullable
    from information_schema.columns
    where table_schema = database() and table_name <> '__drizzle_migrations'
    order by ordinal_position`);
  const keys = await sql(`
    select constraint_name as name, table_name as \`table\`, column_name as \`column\`,
      referenced_table_name as refers, referenced_column_name as key_column
    from information_schema.key_column_usage
    where table_schema = database() and referenced_table_name is not null
    order by constraint_name, ordinal_position`);
  const catalogue: Catalogue = {};
  for (const [name, own] of Map.groupBy(columns, ({ table }) => String(table))) {
    const [shown] = await sql(`show create table \`${name}\``);
    // A line each; a comma only stands between them.
    const lines = String(shown!['Create Table'])
      .split('\n')
      .map((line) => line.trim().replace(/,$/, ''));
    const ours = keys.filter(({ table }) => table === name);
    catalogue[name] = {
      name,
      columns: own.map((column) => ({
        name: String(column.name),
        type: String(column.type),
        nullable: Boolean(column.nullable),
      })),
      references: [...Map.groupBy(ours, ({ name: key }) => key).values()].map((parts) => ({
        columns: parts.map(({ column }) => String(column)),
        table: String(parts[0]!.refers),
        foreignColumns: parts.map(({ key_column: column }) => String(column)),
      })),
      checks: lines.filter((line) => /\bcheck\b/i.test(line)),
      described: lines.sort(),
    };
  }
  return catalogue;
}
