/**
 * Writes the migrations that the schema needs, for every dialect, from the one schema:
 * `pnpm --filter @vesta-cx/db generate [name]`.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dialects, migrationsFolder, type Dialect } from './dialects.ts';
import { withSafeRebuilds } from './rebuild.ts';
import { packageRoot, run } from './run.ts';

/**
 * Runs drizzle-kit for one dialect in `cwd`, this package or a copy of it, where migrations are in
 * `out`. Resolves to what it printed.
 */
export async function generate(
  dialect: Dialect,
  {
    name,
    cwd = packageRoot,
    out = migrationsFolder[dialect],
  }: { name?: string; cwd?: string; out?: string } = {},
): Promise<string> {
  const before = await filesIn(join(cwd, out));
  const printed = await run(
    'drizzle-kit',
    ['generate', '--config', 'drizzle.config.ts', ...(name ? ['--name', name] : [])],
    { cwd, env: { DIALECT: dialect, OUT: out, NODE_OPTIONS: `--conditions=${dialect}` } },
  );
  if (dialect === 'sqlite') {
    for (const file of await filesIn(join(cwd, out))) {
      if (before.includes(file)) continue;
      const path = join(cwd, out, file);
      await writeFile(path, withSafeRebuilds(await readFile(path, 'utf8')));
    }
  }
  return printed;
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.sql'));
}

if (import.meta.main) {
  for (const dialect of dialects) {
    console.log(`${dialect}:`);
    console.log((await generate(dialect, { name: process.argv[2] })).trim());
  }
}
