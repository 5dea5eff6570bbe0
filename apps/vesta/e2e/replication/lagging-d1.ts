/**
 * A stand-in for D1 with read replication, over two real databases: a primary, and a replica that
 * has everything up to when it joined and nothing since, until it is told to catch up. Sessions get
 * the oldest state that they may get, and bookmarks are honest: a query is answered by the replica
 * only when that knows what the session has seen. A bookmark of another database is an error.
 */
export type Place = 'primary' | 'replica';

/** Changes that belong together, as they were sent. */
type Job = readonly { query: string; values: unknown[] }[];

export class LaggingD1 {
  readonly #primary: D1Database;
  #replica: D1Database | null = null;
  /** Every change since this started, in order; the replica has the first `#replicated` of them. */
  readonly #log: Job[] = [];
  #replicated = 0;
  readonly #id = crypto.randomUUID().replaceAll('-', '');

  constructor(primary: D1Database) {
    this.#primary = primary;
  }

  /** From now on `replica`, which must hold the same as the primary, answers what it may. */
  join(replica: D1Database): void {
    this.#replica = replica;
    this.#replicated = this.#log.length;
  }

  /** Brings the replica up to date. */
  async catchUp(): Promise<void> {
    const replica = this.#replica;
    if (!replica) throw new Error('No replica has joined');
    while (this.#replicated < this.#log.length) {
      const job = this.#log[this.#replicated]!;
      await replica.batch(job.map(({ query, values }) => replica.prepare(query).bind(...values)));
      this.#replicated += 1;
    }
  }

  /** What a worker is bound to. `onServed` is told who answers each query. */
  binding(onServed: (by: Place) => void = () => {}): D1Database {
    const withSession = (start: string | null = 'first-unconstrained') =>
      new Session(this, start ?? 'first-unconstrained', onServed);
    // Without a session everything is the primary's.
    const always = new Session(this, 'always-primary', onServed);
    const database: Pick<D1Database, 'prepare' | 'batch' | 'withSession'> = {
      prepare: (query) => always.prepare(query),
      batch: (statements) => always.batch(statements),
      withSession,
    };
    return database as D1Database;
  }

  /** Answers one question of a session that has seen `seen`: the answer, who gave it, and how far it is. */
  async serve<T>(
    job: Job,
    seen: number | 'primary',
    ask: (database: D1Database) => Promise<T>,
  ): Promise<{ answer: T; by: Place; version: number }> {
    const writes = job.some(({ query }) => !/^\s*select\b/i.test(query));
    const replica = this.#replica;
    if (replica && !writes && seen !== 'primary' && seen <= this.#replicated) {
      const version = this.#replicated;
      return { answer: await ask(replica), by: 'replica', version };
    }
    const answer = await ask(this.#primary);
    if (writes) this.#log.push(job);
    return { answer, by: 'primary', version: this.#log.length };
  }

  bookmarkOf(version: number): string {
    const count = version.toString(16).padStart(8, '0');
    return `${count}-00000000-00004e5f-${this.#id}`;
  }

  /** Throws for what is no bookmark of this database. */
  versionOf(bookmark: string): number {
    const version = parseInt(bookmark.slice(0, 8), 16);
    if (bookmark !== this.bookmarkOf(version) || version > this.#log.length) {
      throw new Error('D1_ERROR: the bookmark is not one of this database');
    }
    return version;
  }
}

class Session implements D1DatabaseSession {
  readonly #database: LaggingD1;
  readonly #onServed: (by: Place) => void;
  readonly #start: string;
  #seen: number | null = null;

  constructor(database: LaggingD1, start: string, onServed: (by: Place) => void) {
    this.#database = database;
    this.#start = start;
    this.#onServed = onServed;
  }

  prepare(query: string): D1PreparedStatement {
    return new Statement(this, query) as unknown as D1PreparedStatement;
  }

  batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    const job = statements as unknown as Statement[];
    return this.ask(job, (database) => database.batch<T>(job.map((one) => one.on(database))));
  }

  getBookmark(): string | null {
    if (this.#seen !== null) return this.#database.bookmarkOf(this.#seen);
    return /^(?:first|always)-/.test(this.#start) ? null : this.#start;
  }

  async ask<T>(job: Job, question: (database: D1Database) => Promise<T>): Promise<T> {
    const served = await this.#database.serve(job, this.#from(), question);
    if (this.#start !== 'always-primary') {
      this.#seen = Math.max(this.#seen ?? 0, served.version);
    }
    this.#onServed(served.by);
    return served.answer;
  }

  #from(): number | 'primary' {
    if (this.#seen !== null) return this.#seen;
    if (this.#start === 'first-primary' || this.#start === 'always-primary') return 'primary';
    return this.#start === 'first-unconstrained' ? 0 : this.#database.versionOf(this.#start);
  }
}

class Statement {
  readonly query: string;
  readonly values: unknown[];
  readonly #session: Session;

  constructor(session: Session, query: string, values: unknown[] = []) {
    this.#session = session;
    this.query = query;
    this.values = values;
  }

  on(database: D1Database): D1PreparedStatement {
    return database.prepare(this.query).bind(...this.values);
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#session, this.query, values);
  }

  all<T>(): Promise<D1Result<T>> {
    return this.#session.ask([this], (database) => this.on(database).all<T>());
  }

  run<T>(): Promise<D1Result<T>> {
    return this.#session.ask([this], (database) => this.on(database).run<T>());
  }

  raw<T>(): Promise<T[]> {
    return this.#session.ask([this], (database) => this.on(database).raw<T>());
  }
}
