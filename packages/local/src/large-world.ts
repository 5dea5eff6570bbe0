import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateDir } from './paths.ts';
import { digest, migrationsDigest } from './state.ts';

/**
 * The state directory of the large world of this scale. Its database is made once (a minute or two)
 * and kept until a migration or the seed's sources change; an outdated one is removed.
 */
export function largeWorldState(scale: number): string {
  const kept = stateDir();
  const name = `world-${scale}-${sourcesDigest()}`;
  mkdirSync(kept, { recursive: true });
  for (const other of readdirSync(kept)) {
    if (other.startsWith(`world-${scale}-`) && other !== name) {
      rmSync(join(kept, other), { recursive: true, force: true });
    }
  }
  return join(kept, name);
}

/** Changes with everything that decides what is in the database. */
function sourcesDigest(): string {
  const seed = join(root, 'packages/seed/src');
  const files = readdirSync(seed, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  const sources = [...files.map((file) => join(seed, file)), join(root, 'scripts/seed.ts')];
  return digest([migrationsDigest(), ...sources.map((file) => readFileSync(file, 'utf8'))]);
}
