/** Counts what a request costs at D1, for budget tests and benchmarks. Off unless VESTA_METER is set. */

export interface Meter {
  database: D1Database;
  /** Rows read and statements sent so far. */
  read(): { rows: number; statements: number };
}

/** A database that behaves like `database` and counts `meta.rows_read` of everything sent. */
export function metered(database: D1Database): Meter {
  let rows = 0;
  let statements = 0;
  const count = (result: D1Result) => {
    rows += result.meta.rows_read ?? 0;
    statements += 1;
    return result;
  };
  const originals = new WeakMap<object, D1PreparedStatement>();

  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, key) {
        if (key === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (key === 'all' || key === 'run') return async () => count(await target[key]());
        if (key === 'raw') {
          // `raw` answers without meta, so the same read is sent once more to be counted.
          return async (options?: { columnNames?: false }) => {
            count(await target.all());
            return target.raw(options);
          };
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    originals.set(proxy, statement);
    return proxy;
  };

  return {
    read: () => ({ rows, statements }),
    database: new Proxy(database, {
      get(target, key) {
        if (key === 'prepare') return (query: string) => wrap(target.prepare(query));
        if (key === 'batch') {
          return async (list: D1PreparedStatement[]) =>
            (await target.batch(list.map((item) => originals.get(item) ?? item))).map(count);
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  };
}
