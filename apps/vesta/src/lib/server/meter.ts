/** Counts what a request costs at D1, for budget tests and benchmarks. Off unless VESTA_METER is set. */

export interface Meter {
  database: D1Database;
  /**
   * Rows read, rows written (those of indexes too, as D1 bills them), statements sent so far, and in
   * how many rounds: what was asked for before any of it was answered is one.
   */
  read(): { rows: number; written: number; statements: number; rounds: number };
}

/** How long a round waits for whatever else is asked for before it is sent (ms). */
const gathering = 10;

/** A database that behaves like `database` and counts what `meta` says of everything sent. */
export function metered(database: D1Database): Meter {
  let rows = 0;
  let written = 0;
  let statements = 0;
  let rounds = 0;
  let waiting: (() => Promise<() => void>)[] = [];
  const send = async () => {
    const together = waiting;
    waiting = [];
    rounds += 1;
    for (const settle of await Promise.all(together.map((ask) => ask()))) settle();
  };
  /** Asks in a round, whose answers are all held back until the last of them is there. */
  const inRound = <T>(ask: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => void send(), gathering);
      waiting.push(() =>
        ask().then(
          (answer) => () => resolve(answer),
          (error: unknown) => () => reject(error as Error),
        ),
      );
    });
  const count = (result: D1Result) => {
    rows += result.meta.rows_read ?? 0;
    written += result.meta.rows_written ?? 0;
    statements += 1;
    return result;
  };
  const originals = new WeakMap<object, D1PreparedStatement>();

  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, key) {
        if (key === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (key === 'all' || key === 'run')
          return () => inRound(async () => count(await target[key]()));
        if (key === 'raw') {
          // `raw` answers without meta, so the same read is sent once more to be counted.
          return (options?: { columnNames?: false }) =>
            inRound(async () => {
              count(await target.all());
              return target.raw(options);
            });
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    originals.set(proxy, statement);
    return proxy;
  };

  const follow = <Target extends D1Database | D1DatabaseSession>(database: Target): Target =>
    new Proxy(database, {
      get(target, key) {
        if (key === 'withSession' && 'withSession' in target) {
          return (start?: string) => follow(target.withSession(start));
        }
        if (key === 'prepare') return (query: string) => wrap(target.prepare(query));
        if (key === 'batch') {
          return (list: D1PreparedStatement[]) =>
            inRound(async () =>
              (await target.batch(list.map((item) => originals.get(item) ?? item))).map(count),
            );
        }
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });

  return { read: () => ({ rows, written, statements, rounds }), database: follow(database) };
}
