import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identities } from './emulator.ts';
import { mustRun } from './must-run.ts';
import { app, bin, root, transferCommand } from './paths.ts';
import { digest, migrationsDigest, readStamp, writeStamp } from './state.ts';

export interface DatabaseOptions {
  state: string;
  /** A list is passed to scripts/seed.ts. */
  seed: boolean | string[];
  /** Whom the demo scene belongs to; without them nothing is seeded. */
  identities: Identities | null;
  /** Told what the seeding says about how far it is. */
  onNote?: (note: string) => void;
}

/** Migrations and, for a new database, the demo scene. */
export async function prepareDatabase({
  state,
  seed,
  identities,
  onNote,
}: DatabaseOptions): Promise<[void, string]> {
  const done: string[] = [];
  const stamp = readStamp(state);
  const migrations = migrationsDigest();
  if (stamp.migrations !== migrations) {
    const args = ['d1', 'migrations', 'apply', 'vesta-db-dev', '--local', '--persist-to', state];
    await mustRun('The migration', bin.wrangler, args, { cwd: app });
    // What was there before is found by all words of its names, as the present version folds them.
    const reindex = transferCommand('reindex');
    const env = { VESTA_STATE: state };
    if (stamp.migrations) await mustRun('Indexing', reindex, ['--in', 'd1'], { cwd: app, env });
    writeStamp(state, { ...stamp, migrations });
    done.push('migrated');
  }
  if (seed && identities) {
    const { users, organizations } = identities;
    const file = join(state, 'identities.json');
    const extra = seed === true ? [] : seed;
    const wanted = digest([users, organizations, extra]);
    if (stamp.seed !== wanted) {
      writeFileSync(file, JSON.stringify({ users, organizations }, null, 2));
      const script = join(root, 'scripts/seed.ts');
      const env = { VESTA_STATE: state };
      await mustRun('Seeding', script, ['--identities', file, ...extra], { env, onLine: onNote });
      writeStamp(state, { ...stamp, migrations, seed: wanted });
      done.push('demo scene written');
    }
  }
  return [undefined, done.join(', ') || 'up to date'];
}
