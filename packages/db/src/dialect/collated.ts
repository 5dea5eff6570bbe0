/**
 * Gives a text column builder an SQL type that names its collation, which Drizzle's own builders
 * can't express. The column stays what it was for types, validators and queries.
 */
export function collated<Builder extends object>(builder: Builder, sqlType: string): Builder {
  const inner = builder as { build(table: unknown): { getSQLType(): string } };
  const build = inner.build.bind(inner);
  inner.build = (table) => {
    const column = build(table);
    column.getSQLType = () => sqlType;
    return column;
  };
  return builder;
}
