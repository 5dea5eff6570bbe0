/** A lock that a process holds on a file until it lets go or ends, however it ends. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export interface FileLock {
  release(): void;
}

/** Set in a lock file that its holder has removed, for whoever had opened it before. */
const removed = 1;

/**
 * Takes the lock at `path`; null when somebody holds it. The file is a SQLite database, whose locks
 * the system lets go of when a process ends. Throws when the file can't be made.
 */
export function lockFile(path: string): FileLock | null {
  for (;;) {
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      db.exec('pragma journal_mode = off; begin exclusive');
    } catch (error) {
      db.close();
      const busy = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
      if (busy !== 5) throw error;
      return null;
    }
    const { user_version: state } = db.prepare('pragma user_version').get()!;
    if (state !== removed) return { release: () => release(path, db) };
    db.close();
  }
}

function release(path: string, db: DatabaseSync): void {
  rmSync(path, { force: true });
  db.exec(`pragma user_version = ${removed}; commit`);
  db.close();
}
