/** Which database a build of vesta is for. Its sources are the same; Vite and wrangler pick by condition. */
export type Engine = 'd1' | 'postgres' | 'mysql';

/** Told by the scheme of a connection string; none means D1. Throws on a scheme that vesta doesn't know. */
export function engineOf(url: string | undefined | null): Engine {
  if (!url) return 'd1';
  const scheme = url.split(':', 1)[0];
  if (scheme === 'postgres' || scheme === 'postgresql') return 'postgres';
  if (scheme === 'mysql') return 'mysql';
  throw new Error(`DATABASE_URL starts with "${scheme}:"; vesta knows postgres: and mysql:`);
}

/** The condition under which package.json's imports and `@vesta-cx/db` mean this engine. */
export function conditionOf(engine: Engine): string[] {
  return engine === 'd1' ? [] : [engine];
}

/** Returns where its build goes: each engine has a folder, so that none is ever served from another's. */
export function buildFolder(engine: Engine): string {
  return engine === 'd1' ? '.svelte-kit' : `.svelte-kit-${engine}`;
}
