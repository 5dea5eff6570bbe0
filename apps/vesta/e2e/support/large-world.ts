/**
 * A second vesta with the large world beside the demo scene. Its database is made once (a minute
 * or two) and kept in the state directory until a migration or the seed's sources change.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateDir } from '../../../../scripts/lib/paths.ts';
import { startStack, type Stack } from '../../../../scripts/lib/stack.ts';
import { digest, migrationsDigest } from '../../../../scripts/lib/state.ts';

export const scale = 10_000;

/** Serves the large world on a free port; `stop` it afterwards. */
export function startLargeWorld(): Promise<Stack> {
  const kept = stateDir();
  const name = `budget-${scale}-${sourcesDigest()}`;
  mkdirSync(kept, { recursive: true });
  for (const other of readdirSync(kept)) {
    if (other.startsWith('budget-') && other !== name) {
      rmSync(join(kept, other), { recursive: true, force: true });
    }
  }
  return startStack({
    port: 0,
    state: join(kept, name),
    seed: ['--scale', String(scale)],
    build: false,
    meter: true,
  });
}

/** Changes with everything that decides what is in the database. */
function sourcesDigest(): string {
  const seed = join(root, 'packages/db/seed');
  const files = readdirSync(seed, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  const sources = [...files.map((file) => join(seed, file)), join(root, 'scripts/seed.ts')];
  return digest([migrationsDigest(), ...sources.map((file) => readFileSync(file, 'utf8'))]);
}
