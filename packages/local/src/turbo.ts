import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bin } from './paths.ts';

/**
 * The command line for turbo. It looks for pnpm in the PATH, where it is under `pnpm start`
 * but not when a script is run by itself: then npx puts it there.
 */
export function turbo(...args: string[]): [string, string[]] {
  const dirs = (process.env.PATH ?? '').split(delimiter);
  const found = dirs.some((dir) => dir && existsSync(join(dir, 'pnpm')));
  return found
    ? [bin.turbo, args]
    : ['npx', ['--yes', '--package', 'pnpm@10', '--', bin.turbo, ...args]];
}
