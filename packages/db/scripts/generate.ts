/**
 * Writes the migrations that the schema needs, for every dialect, from the one schema:
 * `pnpm --filter @vesta-cx/db generate [name]`.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dialects, migrationsFolder, type Dialect } from './dialects.ts';

/** Runs drizzle-kit for one dialect; `out` is relative to this package. Returns what it printed. */
export function generate(dialect: Dialect, out: string, name?: string): string {
  return execFileSync(
    'drizzle-kit',
    ['generate', '--config', 'drizzle.config.ts', ...(name ? ['--name', name] : [])],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      env: {
        ...process.env,
        DIALECT: dialect,
        OUT: out,
        NODE_OPTIONS: `--conditions=${dialect}`,
      },
    },
  );
}

if (import.meta.main) {
  for (const dialect of dialects) {
    console.log(`${dialect}:`);
    console.log(generate(dialect, migrationsFolder[dialect], process.argv[2]).trim());
  }
}
