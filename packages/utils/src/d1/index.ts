/**
 * One request's session at D1, as a client for Drizzle, which knows no D1 sessions of its own: of a
 * client it uses `prepare` and `batch`.
 */
import type {
  D1Database,
  D1DatabaseSession,
  D1PreparedStatement,
  D1Result,
  D1SessionBookmark,
  D1SessionConstraint,
} from '@cloudflare/workers-types';

/** Where reading starts: at the primary, at the nearest replica, or not before a bookmark. */
export type Start = D1SessionConstraint | D1SessionBookmark;

type Ask<T> = (session: D1DatabaseSession) => Promise<T>;

export class RequestSession {
  /** Whether anything was sent that changes the database. */
  changed = false;
  readonly #database: D1Database;
  #session: D1DatabaseSession;
  /** How far an earlier session of this request had seen. */
  #seen: D1SessionBookmark | null = null;
  /** The session that a reader's bookmark started, until D1 has answered it once. */
  #unproven: D1DatabaseSession | null;

  constructor(database: D1Database, start: Start) {
    this.#database = database;
    this.#session = database.withSession(start);
    this.#unproven = start.startsWith('first-') ? null : this.#session;
  }

  /** How far the session has seen; null before its first answer. */
  get bookmark(): D1SessionBookmark | null {
    return this.#session.getBookmark() ?? this.#seen;
  }

  prepare(query: string): SessionStatement {
    return new SessionStatement(this, query);
  }

  batch<T>(statements: SessionStatement[]): Promise<D1Result<T>[]> {
    return this.send(statements, (session) =>
      session.batch<T>(statements.map((statement) => statement.at(session))),
    );
  }

  /** Asks, and again while somebody else writes: then nothing of it was done, also of a batch. */
  async send<T>(statements: readonly SessionStatement[], ask: Ask<T>): Promise<T> {
    const isChange = statements.some(({ query }) => changes(query));
    this.changed ||= isChange;
    for (const pause of pauses) {
      try {
        return await this.#ask(ask);
      } catch (error) {
        if (!isLocked(error)) {
          if (isChange) this.#startOver();
          throw error;
        }
        // Those who were locked out together do not come back together.
        await sleep(pause * (0.5 + Math.random()));
      }
    }
    return this.#ask(ask);
  }

  /**
   * What refused a change is what others wrote, which a replica may not know yet: who looks why, and
   * tries again, has to see it.
   */
  #startOver(): void {
    this.#seen = this.bookmark;
    this.#session = this.#database.withSession('first-primary');
  }

  /**
   * Asks, and once more at the primary when the very first question after a reader's bookmark fails:
   * a bookmark of another database must not be anybody's error.
   */
  async #ask<T>(ask: Ask<T>): Promise<T> {
    const session = this.#session;
    try {
      const answer = await ask(session);
      if (session === this.#unproven) this.#unproven = null;
      return answer;
    } catch (error) {
      if (session !== this.#unproven || isLocked(error)) throw error;
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

/** Returns whether a statement may change something: whatever is no plain SELECT counts. */
const changes = (query: string): boolean => !/^\s*select\b/i.test(query);

/** How long to wait before each further try, in milliseconds: about two seconds in all. */
const pauses = [20, 40, 80, 160, 320, 640, 740];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Returns whether another process was writing: two workers on one local file do, Cloudflare's D1 has one
 * writer. Local D1 hits that lock also when it asks for a session's bookmark, which it does inside the
 * transaction, and then says no more than that it got none.
 */
const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  /database is locked|SQLITE_BUSY|Failed to get session commit token/.test(error.message);
