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

/** Has Drizzle's session prepare a statement; each engine's takes other arguments. */
export const prepareIn = (client: unknown, ...query: unknown[]): PreparedSelect =>
  (
    client as { session: { prepareQuery(...query: unknown[]): PreparedSelect } }
  ).session.prepareQuery(...query);
