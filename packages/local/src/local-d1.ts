import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A worker that is ending may hold the file for a moment (ms). */
const timeout = 10_000;

const folder = 'v3/d1/miniflare-D1DatabaseObject';

/**
 * Opens the SQLite file behind the local D1 that `wrangler d1 migrations apply` made in `state`.
 * Null when there is none yet. A worker that runs at the same time may keep it open as well.
 */
export function openLocalD1(state: string): DatabaseSync | null {
  const found = find(state);
  return found === null ? null : new DatabaseSync(found, { timeout });
}

/** The path of that file. Throws where there is none yet. */
export function localD1File(state: string): string {
  const found = find(state);
  if (!found) throw new Error(`There is no database in ${state} yet`);
  return found;
}

function find(state: string): string | null {
  const dir = join(state, folder);
  if (!existsSync(dir)) return null;
  const files = readdirSync(dir).filter(
    (name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite',
  );
  for (const file of files) {
    const db = new DatabaseSync(join(dir, file), { timeout });
    const ours = db.prepare("select 1 from sqlite_master where name = 'workspaces'").get();
    db.close();
    if (ours) return join(dir, file);
  }
  return null;
}
