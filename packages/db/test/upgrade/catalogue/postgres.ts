import type { Catalogue, Row } from '../database.ts';

/** Reads the schema `public` from PostgreSQL's own catalogue. */
export async function postgresCatalogue(sql: (text: string) => Promise<Row[]>): Promise<Catalogue> {
  const columns = await sql(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, pg_get_expr(d.adbin, d.adrelid) as default,
      coalesce(l.collname, '') as collation
    from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      left join pg_collation l on l.oid = a.attcollation
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped
    order by a.attnum`);
  const constraints = await sql(`
    select c.relname as table, k.conname as name, k.contype::text as kind,
      pg_get_constraintdef(k.oid) as definition, f.relname as refers,
      (select json_agg(attname) from unnest(k.conkey) n join pg_attribute
        on attrelid = k.conrelid and attnum = n) as columns,
      (select json_agg(attname) from unnest(k.confkey) n join pg_attribute
        on attrelid = k.confrelid and attnum = n) as foreign_columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid
      left join pg_class f on f.oid = k.confrelid
    where k.connamespace = 'public'::regnamespace and k.contype <> 'n'`);
  const indexes = await sql(`
    select tablename as table, indexdef as definition from pg_indexes where schemaname = 'public'`);
  const catalogue: Catalogue = {};
  for (const [name, own] of Map.groupBy(columns, ({ table }) => String(table))) {
    const rules = constraints.filter(({ table }) => table === name);
    catalogue[name] = {
      name,
      columns: own.map((column) => ({
        name: String(column.name),
        type: String(column.type),
        nullable: Boolean(column.nullable),
      })),
      references: rules
        .filter(({ kind }) => kind === 'f')
        .map(({ columns: from, refers, foreign_columns: to }) => ({
          columns: from as string[],
          table: String(refers),
          foreignColumns: to as string[],
        })),
      checks: rules.filter(({ kind }) => kind === 'c').map(({ definition }) => String(definition)),
      described: [
        ...own.map(
          (column) =>
            `column ${[column.name, column.type, column.collation].join(' ')}${column.nullable ? '' : ' not null'} default ${String(column.default)}`,
        ),
        ...rules.map((rule) => `constraint ${String(rule.name)} ${String(rule.definition)}`),
        ...indexes
          .filter(({ table }) => table === name)
          .map(({ definition }) => String(definition)),
      ].sort(),
    };
  }
  return catalogue;
}
