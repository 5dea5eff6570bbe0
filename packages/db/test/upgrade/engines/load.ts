import type { EngineName } from '../../engines/engine.ts';
import type { Upgradable, UpgradeEngine } from '../database.ts';

// Each in a module of its own, loaded where it can run: workerd has no database servers.
const modules: Record<EngineName, () => Promise<{ engine: UpgradeEngine }>> = {
  d1: () => import('./d1.ts'),
  pglite: () => import('./pglite.ts'),
  'postgres-server': () => import('./postgres-server.ts'),
  'mysql-server': () => import('./mysql-server.ts'),
  'mariadb-server': () => import('./mysql-server.ts'),
};

const dialects: Record<EngineName, Upgradable['dialect']> = {
  d1: 'sqlite',
  pglite: 'postgres',
  'postgres-server': 'postgres',
  'mysql-server': 'mysql',
  'mariadb-server': 'mysql',
};

/** An engine, and the dialect that it speaks. */
export async function load(name: EngineName) {
  return { ...(await modules[name]()), dialect: dialects[name] };
}
