/**
 * Who refers to whom, read from the schema itself: its foreign keys, and its polymorphic pairs
 * (`owner_type`, `owner_id`), which no foreign key can express. A new table is in it by itself.
 */
import * as schema from '@vesta-cx/db';
import { foreignKeysOf, type AnyTable, type ForeignKey } from '@vesta-cx/db/query';
import { getTableColumns, is, Table, type Column } from 'drizzle-orm';

/** That a row of `table` refers by `column` to the row of `target` with that value in `key`. */
export interface Reference {
  table: AnyTable;
  column: Column;
  target: AnyTable;
  key: Column;
  /** Of a polymorphic pair: the column that names the kind of thing, and what it says of `target`. */
  type?: { column: Column; value: string };
  /** What becomes of the row with what it refers to. */
  onDelete: ForeignKey['onDelete'];
}

/** What the types of polymorphic pairs mean. */
const keys: Readonly<Record<string, Column>> = {
  user: schema.users.workosUserId,
  organization: schema.organizations.workosOrgId,
  team: schema.teams.id,
  workspace: schema.workspaces.id,
  resource: schema.resources.id,
  collection: schema.collections.id,
};
/** Types that name an audience, not a row. */
export const withoutRows: ReadonlySet<string> = new Set(['static']);

/** What is written down stays, whatever becomes of those it speaks of. */
const records: ReadonlySet<AnyTable> = new Set([schema.auditEvents]);

/** Every table of the schema. */
export const tables: readonly AnyTable[] = Object.values(schema).filter((value): value is never =>
  is(value, Table),
);

/** Every polymorphic pair, by its two columns. */
export const pairs: readonly { table: AnyTable; type: Column; id: Column }[] = tables
  .filter((table) => !records.has(table))
  .flatMap((table) => {
    const columns: Record<string, Column> = getTableColumns(table);
    return Object.entries(columns).flatMap(([name, type]) => {
      const id = name.endsWith('Type') ? columns[name.replace(/Type$/, 'Id')] : undefined;
      return id && type.enumValues ? [{ table, type, id }] : [];
    });
  });

/** Every way in which a row can refer to another. */
export const references: readonly Reference[] = [
  ...tables.flatMap((table) =>
    foreignKeysOf(table).flatMap(({ columns, foreignColumns, foreignTable, onDelete }) =>
      columns.map((column, i) => ({
        table,
        column: own(column),
        target: foreignTable as AnyTable,
        key: own(foreignColumns[i]!),
        onDelete,
      })),
    ),
  ),
  ...pairs.flatMap(({ table, type, id }) =>
    type.enumValues!.flatMap((value): Reference[] => {
      const key = keys[value];
      if (!key) return [];
      const target = key.table as AnyTable;
      return [
        { table, column: id, target, key, type: { column: type, value }, onDelete: 'cascade' },
      ];
    }),
  ),
];

/** The column as its table has it: PostgreSQL's foreign keys hold copies. */
function own(column: Column): Column {
  return Object.values(getTableColumns(column.table)).find(({ name }) => name === column.name)!;
}
