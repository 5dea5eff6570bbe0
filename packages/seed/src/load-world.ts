/** Writes a large world into SQLite, and goes on where an interrupted run stopped. */
import type { DatabaseSync } from 'node:sqlite';
import type { SeedTable } from './rows.ts';
import { Writer } from './sqlite.ts';
import { lastCollectionId, world, worldSize, type WorldOptions } from './world.ts';

export type WorldState = 'none' | 'partial' | 'complete' | 'other';

/** Returns whether this world, a part of it, or another one is in the database. */
export function worldState(db: DatabaseSync, options: WorldOptions): WorldState {
  const prefix = `user_world_${options.scale}_${options.seed ?? 1}_`;
  const found = db
    .prepare(
      `select workos_user_id as id from users
        where workos_user_id >= 'user_world_' and workos_user_id < 'user_world\`' limit 1`,
    )
    .get() as { id: string } | undefined;
  if (!found) return 'none';
  if (!found.id.startsWith(prefix)) return 'other';
  const last = db.prepare('select 1 from collections where id = ?').get(lastCollectionId(options));
  return last ? 'complete' : 'partial';
}

// Where a transaction may end: what one actor did and keeps is written as a whole, so that the
// last actor's collections prove that everything is there.
const boundaries: ReadonlySet<SeedTable> = new Set(['users', 'resources', 'collections']);

/**
 * Writes the world in large transactions; rows that are there stay. `report` is told how many
 * resources and engagements have been gone through. Foreign keys are not checked row by row.
 */
export function loadWorld(
  db: DatabaseSync,
  options: WorldOptions,
  report: (done: number) => void = () => {},
): void {
  const writer = new Writer(db);
  const perTransaction = 150_000;
  let open = 0;
  let done = 0;
  db.exec('pragma foreign_keys = off');
  db.exec('pragma synchronous = off');
  db.exec('pragma cache_size = -300000');
  db.exec('pragma temp_store = memory');
  db.exec('begin immediate');
  for (const batch of world(options)) {
    if (open > perTransaction && boundaries.has(batch.table)) {
      db.exec('commit');
      db.exec('begin immediate');
      open = 0;
    }
    writer.write(batch);
    open += batch.rows.length;
    if (batch.table === 'resources' || batch.table === 'engagements') {
      done += batch.rows.length;
      report(done);
    }
  }
  db.exec('commit');
}

/** The totals that `report` counts up to. */
export const worldWork = (options: WorldOptions): number => {
  const { resources, engagements } = worldSize(options);
  return resources + engagements;
};
