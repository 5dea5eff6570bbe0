/** Selects whose SQL is written once per isolate and then sent with other values. */
import {
  Column,
  getTableName,
  is,
  Param,
  Placeholder,
  QueryPromise,
  sql,
  SQL,
  Subquery,
} from 'drizzle-orm';
import { prepareSelect, readTogether, type Database } from '#engine';
import {
  ambiguousColumn,
  type PreparedSelect,
  type SelectedField,
  type WrittenSelect,
} from '../engine/prepared.ts';
import { resources } from '../schema/index.ts';

/** What each of the values may be. Null and undefined are part of the shape, as is how long a list is. */
export type BoundValue = string | number | Date | readonly string[] | null | undefined;

/** How many shapes one select keeps compiled: the lengths of its lists make the most of them. */
const mostShapes = 200;

/**
 * Returns a select that `build` is asked for once per shape: SQL and the reading of its rows are kept.
 * To `build` the values stand for what will be bound: it hands them on to SQL and must not look into
 * them. All that the SQL itself depends on is in `form`, and nothing else may decide what it is.
 */
export function compiled<
  Values extends object,
  Select extends PromiseLike<unknown>,
  Form = undefined,
>(
  build: (q: Database, values: Values, form: Form) => Select,
): (db: Database, values: Values, ...form: Form extends undefined ? [] : [Form]) => Select {
  const shapes = new Map<string, Compiled>();
  return (db, values, ...[form]) => {
    const key = shapeOf(values, form);
    let known = shapes.get(key);
    if (!known) {
      known = compile(build(db, placeholdersOf(values), form as Form));
      if (shapes.size >= mostShapes) shapes.delete(shapes.keys().next().value!);
      shapes.set(key, known);
    }
    return new CompiledSelect(db, known, values) as unknown as Select;
  };
}

interface Compiled extends Omit<WrittenSelect, 'params'> {
  params: ((values: Values) => unknown)[];
  /** Whether all of its columns have names of their own, as D1 asks of what is in a batch. */
  isBatchable: boolean;
}

type Values = Record<string, BoundValue>;

/** A select as Drizzle's own are: it is sent when it is awaited, or in a batch. */
class CompiledSelect extends QueryPromise<unknown> {
  /** For `batch`, as is the session that it is sent in. */
  readonly isCompiled = true;
  readonly session: unknown;
  readonly #db: Database;
  readonly #known: Compiled;
  readonly #params: unknown[];

  constructor(db: Database, known: Compiled, values: object) {
    super();
    this.session = (db as unknown as { session: unknown }).session;
    this.#db = db;
    this.#known = known;
    this.#params = known.params.map((param) => param(values as Values));
  }

  toSQL() {
    return { sql: this.#known.sql, params: this.#params };
  }

  _prepare(): PreparedSelect {
    return prepareSelect(this.#db, { ...this.#known, params: this.#params });
  }

  override execute(): Promise<unknown> {
    return this.#known.isBatchable ? readTogether(this.#db, this) : this._prepare().execute();
  }
}

function compile(select: unknown): Compiled {
  const built = select as {
    toSQL(): { sql: string; params: unknown[] };
    _prepare?(): Prepared;
    prepare(): Prepared;
  };
  const { fields, joinsNotNullableMap } = built._prepare?.() ?? built.prepare();
  const { sql: text, params } = built.toSQL();
  return {
    sql: text,
    params: params.map(binderOf),
    fields,
    isBatchable: ambiguousColumn(fields) === undefined,
    read: readerOf(fields, joinsNotNullableMap),
  };
}

interface Prepared {
  fields: SelectedField[];
  joinsNotNullableMap?: Record<string, boolean>;
}

function shapeOf(values: object, form: unknown): string {
  let shape = form === undefined ? '' : JSON.stringify(form);
  for (const [name, value] of Object.entries(values) as [string, BoundValue][]) {
    shape += Array.isArray(value)
      ? ` ${name}${value.length}`
      : value === null || value === undefined
        ? ` ${name}${value}`
        : ` ${name}${value instanceof Date ? 'date' : typeof value}`;
  }
  return shape;
}

/** All columns of moments are written alike. */
const moment = resources.publishedAt;

function placeholdersOf<V extends object>(values: V): V {
  const entries = Object.entries(values).map(([name, value]: [string, BoundValue]) => {
    if (value === null || value === undefined) return [name, value];
    if (Array.isArray(value)) return [name, value.map((_, i) => sql.placeholder(`${name}.${i}`))];
    const placeholder = sql.placeholder(name);
    return [name, value instanceof Date ? sql.param(placeholder, moment) : placeholder];
  });
  return Object.fromEntries(entries) as V;
}

function binderOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return valueOf(param.name);
  if (is(param, Param) && is(param.value, Placeholder)) {
    const value = valueOf(param.value.name);
    return (values) => param.encoder.mapToDriverValue(value(values));
  }
  return () => param;
}

function valueOf(placeholder: string): (values: Values) => unknown {
  const [name = '', index] = placeholder.split('.');
  return index === undefined
    ? (values) => values[name]
    : (values) => (values[name] as readonly string[])[Number(index)];
}

/** Returns what Drizzle makes of rows, with all found out before that is the same for each of them. */
function readerOf(
  fields: SelectedField[],
  notNullable: Record<string, boolean> | undefined,
): Compiled['read'] {
  const columns = fields.map(({ path, field }) => ({
    parents: path.slice(0, -1),
    name: path.at(-1)!,
    decoder: decoderOf(field),
  }));
  const missing = missingOf(fields, notNullable);
  return (rows) =>
    rows.map((row) => {
      const made: Record<string, unknown> = {};
      for (const [i, { parents, name, decoder }] of columns.entries()) {
        let node = made;
        for (const parent of parents) node = (node[parent] ??= {}) as Record<string, unknown>;
        const value = row[i];
        node[name] = value === null ? null : decoder.mapFromDriverValue(value);
      }
      for (const { name, index } of missing) if (row[index] === null) made[name] = null;
      return made;
    });
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field;
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder;
  if (is(field, Subquery)) return (field._.sql as unknown as { decoder: Decoder }).decoder;
  return (field as { sql: { decoder: Decoder } }).sql.decoder;
}

/**
 * The objects of a joined table that are null where the join found nothing, which the first of their
 * columns tells; those with columns of several tables never are.
 */
function missingOf(
  fields: SelectedField[],
  notNullable: Record<string, boolean> | undefined,
): { name: string; index: number }[] {
  if (!notNullable) return [];
  const firsts = new Map<string, { index: number; tables: Set<string> }>();
  for (const [index, { path, field }] of fields.entries()) {
    if (path.length !== 2 || !is(field, Column)) continue;
    const known = firsts.get(path[0]!) ?? { index, tables: new Set() };
    known.tables.add(getTableName(field.table));
    firsts.set(path[0]!, known);
  }
  return [...firsts].flatMap(([name, { index, tables }]) =>
    tables.size === 1 && !notNullable[[...tables][0]!] ? [{ name, index }] : [],
  );
}
