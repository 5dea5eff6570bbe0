/**
 * Writes the migrations that the schema needs, for every dialect, from the one schema:
 * `pnpm --filter @vesta-cx/db generate [name]`.
 */
import { dialects, migrationsFolder, type Dialect } from './dialects.ts';
import { packageRoot, run } from './run.ts';

/**
 * Runs drizzle-kit for one dialect in `cwd`, this package or a copy of it. Resolves to what it
 * printed.
 */
export function generate(dialect: Dialect, name?: string, cwd = packageRoot): Promise<string> {
  return run(
    'drizzle-kit',
    ['generate', '--config', 'drizzle.config.ts', ...(name ? ['--name', name] : [])],
    {
      cwd,
      env: {
        DIALECT: dialect,
        OUT: migrationsFolder[dialect],
        NODE_OPTIONS: `--conditions=${dialect}`,
      },
    },
  );
}

if (import.meta.main) {
  for (const dialect of dialects) {
    console.log(`${dialect}:`);
    console.log((await generate(dialect, process.argv[2])).trim());
  }
}
