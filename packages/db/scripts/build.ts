/**
 * Emits `dist/<dialect>` for every dialect: `pnpm --filter @vesta-cx/db build`.
 *
 * The sources name the dialect by the subpath imports `#dialect` and `#engine`, which a condition
 * resolves. A published folder must not depend on conditions, or `@vesta-cx/db/postgres` would be
 * SQLite in a process that sets none, so the emitted files name their dialect's file instead.
 */
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { dialects, type Dialect } from './dialects.ts';
import { packageRoot, run } from './run.ts';

const dist = join(packageRoot, 'dist');
// Emitted beside and moved into place at the end: no one ever sees half a build.
const fresh = join(packageRoot, `node_modules/.dist-${process.pid}`);

/** `text` of the emitted file at `path` with specifiers that hold without conditions. */
export function bind(text: string, path: string, dialect: Dialect): string {
  const bound = text.replace(/(['"])#(dialect|engine)\1/g, (_, quote: string, room: string) => {
    const target = relative(dirname(path), `${room}/${dialect}.js`);
    return `${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`;
  });
  // tsc rewrites the extensions of relative imports in scripts but not in declarations.
  return path.endsWith('.d.ts')
    ? bound.replace(/((?:from |import\()['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js')
    : bound;
}

async function emit(dialect: Dialect): Promise<void> {
  const out = join(fresh, dialect);
  await run('tsc', ['-p', 'tsconfig.build.json', '--customConditions', dialect, '--outDir', out]);
  for await (const path of glob('**/*.{js,d.ts}', { cwd: out })) {
    const file = join(out, path);
    await writeFile(file, bind(await readFile(file, 'utf8'), path, dialect));
  }
}

if (import.meta.main) {
  try {
    await Promise.all(dialects.map(emit));
    await rm(dist, { recursive: true, force: true });
    await rename(fresh, dist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
