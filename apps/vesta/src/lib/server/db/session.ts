/**
 * One request's session at D1, as a client for Drizzle, which knows no D1 sessions of its own: of a
 * client it uses `prepare` and `batch`.
 */

/** Where reading starts: at the primary, at the nearest replica, or not before a bookmark. */
export type Start = D1SessionConstraint | D1SessionBookmark;

type Ask<T> = (session: D1DatabaseSession) => Promise<T>;

export class RequestSession {
  /** Whether anything was sent that changes the database. */
  changed = false;
  readonly #database: D1Database;
  #session: D1DatabaseSession;
  /** The session that a reader's bookmark started, until D1 has answered it once. */
  #unproven: D1DatabaseSession | null;

  constructor(database: D1Database, start: Start) {
    this.#database = database;
    this.#session = database.withSession(start);
    this.#unproven = start.startsWith('first-') ? null : this.#session;
  }

  /** How far the session has seen; null before its first answer. */
  get bookmark(): D1SessionBookmark | null {
    return this.#session.getBookmark();
  }

  prepare(query: string): SessionStatement {
    return new SessionStatement(this, query);
  }

  batch<T>(statements: SessionStatement[]): Promise<D1Result<T>[]> {
    return this.send(statements, (session) =>
      session.batch<T>(statements.map((statement) => statement.at(session))),
    );
  }

  /**
   * Asks, and once more at the primary when the very first question after a reader's bookmark fails:
   * a bookmark of another database must not be anybody's error.
   */
  async send<T>(statements: readonly SessionStatement[], ask: Ask<T>): Promise<T> {
    this.changed ||= statements.some(({ query }) => changes(query));
    const session = this.#session;
    try {
      const answer = await ask(session);
      if (session === this.#unproven) this.#unproven = null;
      return answer;
    } catch (error) {
      if (session !== this.#unproven) throw error;
      // Questions that were under way together share the new session.
      if (session === this.#session) this.#session = this.#database.withSession('first-primary');
      return ask(this.#session);
    }
  }
}

/** A statement that belongs to no session before it is sent, so that it can be sent again. */
class SessionStatement {
  readonly query: string;
  readonly #owner: RequestSession;
  readonly #values: unknown[];

  constructor(owner: RequestSession, query: string, values: unknown[] = []) {
    this.#owner = owner;
    this.query = query;
    this.#values = values;
  }

  bind(...values: unknown[]): SessionStatement {
    return new SessionStatement(this.#owner, this.query, values);
  }

  /** The statement as `session` takes it. */
  at(session: D1DatabaseSession): D1PreparedStatement {
    return session.prepare(this.query).bind(...this.#values);
  }

  all<T>(): Promise<D1Result<T>> {
    return this.#owner.send([this], (session) => this.at(session).all<T>());
  }

  run<T>(): Promise<D1Result<T>> {
    return this.#owner.send([this], (session) => this.at(session).run<T>());
  }

  raw<T>(): Promise<T[]> {
    return this.#owner.send([this], (session) => this.at(session).raw<T>());
  }
}

/** Whether a statement may change something: whatever is no plain SELECT counts. */
const changes = (query: string): boolean => !/^\s*select\b/i.test(query);
