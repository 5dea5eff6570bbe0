/** A list in a form: its fields are `name.0`, `name.1`, …, so that it works as a plain form. */

export type Row = Record<string, string>;

/** Returns what a button in a row does to the list: `up:2`, `down:0`, `remove:1`, `add`. */
export function arrange<T>(rows: readonly T[], command: string, blank: T): T[] {
  const [verb, at] = command.split(':');
  const i = Number(at);
  if (verb === 'add') return [...rows, blank];
  if (!Number.isInteger(i) || i < 0 || i >= rows.length) return [...rows];
  if (verb === 'remove') return rows.toSpliced(i, 1);
  const j = verb === 'up' ? i - 1 : verb === 'down' ? i + 1 : i;
  if (j < 0 || j >= rows.length) return [...rows];
  return rows.with(i, rows[j]!).with(j, rows[i]!);
}

/** The rows of a form in their order, with these fields each. */
export function rowsOf(form: FormData, fields: readonly string[], limit = 60): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < limit && fields.some((name) => form.has(`${name}.${i}`)); i += 1) {
    rows.push(
      Object.fromEntries(
        fields.map((name) => {
          const value = form.get(`${name}.${i}`);
          return [name, typeof value === 'string' ? value.trim() : ''];
        }),
      ),
    );
  }
  return rows;
}
