import { resolve } from 'node:path';

/** The two databases of apps/vesta/wrangler.jsonc. */
const local = 'vesta-db-dev';
const production = 'vesta-db';

/**
 * Completes a wrangler command so that the guide's short forms do what they say:
 *
 * - `vesta-db-dev` is the local database unless `--remote` is given;
 * - `vesta-db` lives in the production environment and is remote unless `--local` is given;
 * - everything local is kept in `state`, the one directory that `start` and `dev` use too;
 * - files are named from where the person stands (`cwd`), not from the app's directory;
 * - what bundles the worker is told `bundling`, which depends on the engine of `DATABASE_URL`.
 *
 * Anything else passes through as it is.
 */
export function completeArgs(
  given: string[],
  { state, cwd, bundling = [] }: { state: string; cwd: string; bundling?: string[] },
) {
  const args = given[0] === '--' ? given.slice(1) : [...given];
  const words = args.filter((arg) => !arg.startsWith('-'));
  const has = (...names: string[]) =>
    args.some((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));

  if (words[0] === 'dev' && !has('--persist-to', '--remote', '-r')) {
    return [...args, '--persist-to', state, ...bundling];
  }
  const bundles =
    words[0] === 'dev' ||
    words[0] === 'deploy' ||
    (words[0] === 'versions' && words[1] === 'upload');
  if (bundles) return [...args, ...bundling];
  if (words[0] !== 'd1') return args;

  const added: string[] = [];
  const reaches =
    (words[1] === 'migrations' && (words[2] === 'apply' || words[2] === 'list')) ||
    words[1] === 'execute' ||
    words[1] === 'export';
  if (words.includes(production) && !has('--env', '-e')) added.push('--env', 'production');
  if (reaches && !has('--local', '--remote', '--preview')) {
    if (words.includes(production)) added.push('--remote');
    if (words.includes(local)) added.push('--local');
  }
  // `export` is the one command that finds its local database by itself only.
  const isLocal = has('--local') || added.includes('--local');
  if (reaches && isLocal && words[1] !== 'export' && !has('--persist-to')) {
    added.push('--persist-to', state);
  }
  return [...withAbsoluteFiles(args, cwd), ...added];
}

function withAbsoluteFiles(args: string[], cwd: string): string[] {
  return args.map((arg, i) => {
    const [, name, file] = /^(--file|--output)=(.*)$/.exec(arg) ?? [];
    if (name && file) return `${name}=${resolve(cwd, file)}`;
    return args[i - 1] === '--file' || args[i - 1] === '--output' ? resolve(cwd, arg) : arg;
  });
}
