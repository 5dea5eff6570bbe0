/** A lock that belongs to a session of a database server, and ends with it. */
import { TransferError } from './store.ts';

export interface Session {
  /** Asks the server for something small, or for the lock once more. Rejects when it is gone. */
  keep(): Promise<unknown>;
  /** Ends it, and the lock with it. */
  end(): unknown;
}

/** Servers and the networks before them close sessions that say nothing for a minute or more. */
const pause = 20_000;

export class SessionLock {
  private readonly session: Session;
  private readonly timer: NodeJS.Timeout;
  private lost = false;

  constructor(session: Session) {
    this.session = session;
    this.timer = setInterval(() => {
      session.keep().catch(() => this.lose());
    }, pause).unref();
  }

  /** Call it when the session is known to have ended. */
  lose(): void {
    this.lost = true;
  }

  /** Throws a TransferError where the lock was lost: somebody else may write now. */
  check(): void {
    if (!this.lost) return;
    throw new TransferError(
      'The connection that kept others from writing to the target was lost. Run the same command again: it goes on.',
    );
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.session.end();
  }
}
