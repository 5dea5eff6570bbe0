import { Column, is, SQL } from 'drizzle-orm';

/** A column of a select, and where it stands in what is made of a row. */
export interface SelectedField {
  path: string[];
  field: unknown;
}

/** A select that is ready to be sent. */
export interface PreparedSelect {
  execute(): Promise<unknown>;
}

/** SQL that was written before, and the values for it. */
export interface WrittenSelect {
  sql: string;
  params: unknown[];
  fields: SelectedField[];
  /** What the select answers, of its rows. */
  read: (rows: unknown[][]) => unknown[];
}

/**
 * Returns the name that two result columns share, if any. In a batch D1 answers rows as objects, so
 * that they would silently become one and shift all that follow.
 */
export function ambiguousColumn(fields: readonly { field: unknown }[]): string | undefined {
  const names = new Set<string>();
  for (const { field } of fields) {
    const name = is(field, Column)
      ? field.name
      : is(field, SQL.Aliased)
        ? field.fieldAlias
        : undefined;
    if (name === undefined) continue;
    if (names.has(name)) return name;
    names.add(name);
  }
  return undefined;
}

/** Has Drizzle's session prepare a statement; each engine's takes other arguments. */
export const prepareIn = (client: unknown, ...query: unknown[]): PreparedSelect =>
  (
    client as { session: { prepareQuery(...query: unknown[]): PreparedSelect } }
  ).session.prepareQuery(...query);
