import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '../../..');

/** The app that owns the bindings. */
export const app = join(root, 'apps/vesta');

/** Returns where a local vesta keeps its data: `VESTA_STATE`, or `.vesta/` in the repository. */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  return env.VESTA_STATE ? resolve(root, env.VESTA_STATE) : join(root, '.vesta');
}

export const bin = {
  turbo: join(root, 'node_modules/.bin/turbo'),
  vite: join(app, 'node_modules/vite/bin/vite.js'),
  wrangler: join(app, 'node_modules/wrangler/bin/wrangler.js'),
};

/** The script of one of the `db:*` commands. */
export const transferCommand = (name: 'migrate' | 'reindex' | 'transfer'): string =>
  join(root, 'packages/transfer/src/commands', `${name}.ts`);
