/** Opens the database that `--from` or `--to` names. */
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { mustRun } from '@vesta-cx/local/must-run';
import { app, bin, stateDir } from '@vesta-cx/local/paths';
import { completeArgs } from '@vesta-cx/local/wrangler-args';
import { parseConnection } from './connection.ts';
import { openSqlite, SqliteStore } from './sqlite.ts';
import { TransferError, type Store } from './store.ts';

/** What `--from` and `--to` take, for messages. */
export const targets = `d1               the local D1 of vesta-db-dev, in VESTA_STATE or .vesta
d1:vesta-db      the remote D1 of that name; needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN
sqlite:path      a SQLite file
postgres://…     PostgreSQL
mysql://…        MySQL or MariaDB
env:NAME         what that environment variable names: passwords on a command line can be seen`;

/**
 * The store that `url` names; connecting waits for the first use where it can. `flag` is what
 * errors call it, for example `--from`. Throws a TransferError when there is no such kind.
 */
export async function openStore(url: string, flag = 'the database'): Promise<Store> {
  if (url.startsWith('env:')) {
    const name = url.slice('env:'.length);
    const named = process.env[name];
    if (!named) throw new TransferError(`${flag}: the environment variable ${name} is not set`);
    return openStore(named, flag);
  }
  if (url === 'd1') return openLocal(stateDir());
  if (url.startsWith('d1:')) return openRemote(url.slice('d1:'.length), flag);
  if (url.startsWith('sqlite:')) {
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), url.slice('sqlite:'.length));
    return openSqlite(existsSync(path) ? realpathSync(path) : path);
  }
  const connection = parseConnection(url, flag);
  // Loaded where it is used: a driver is a good part of a transfer's start.
  if (connection?.engine === 'postgres') {
    const { PostgresStore } = await import('./postgres.ts');
    return new PostgresStore(connection.url, connection.name);
  }
  if (connection?.engine === 'mysql') {
    const { MysqlStore } = await import('./mysql.ts');
    return new MysqlStore(connection.url, connection.name);
  }
  throw new TransferError(`${flag} is not a database known here. It can be:\n${targets}`);
}

/** The same of a database that is there, with the newest schema. Throws a TransferError otherwise. */
export async function openMigrated(url: string, flag: string): Promise<Store> {
  const store = await openStore(url, flag);
  try {
    if (!(await store.exists())) throw new TransferError(`There is no database ${store.name}.`);
    const { pending } = await store.schemaState();
    if (pending.length === 0) return store;
    throw new TransferError(`${store.name} lacks migrations. First: ${store.howToMigrate}`);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function openLocal(state: string): Store {
  const args = ['d1', 'migrations', 'apply', 'vesta-db-dev', '--local', '--persist-to', state];
  return new SqliteStore({
    name: `d1 (local, in ${state})`,
    howToMigrate: 'pnpm --filter vesta db:migrate:local',
    lockPath: join(state, 'transfer.lock'),
    find: () => openLocalD1(state),
    migrate: async () => {
      await mustRun('The migration', bin.wrangler, args, { cwd: app });
    },
  });
}

async function openRemote(database: string, flag: string): Promise<Store> {
  const { D1Api } = await import('./d1-api.ts');
  const { D1Store } = await import('./d1.ts');
  const given = ['d1', 'migrations', 'apply', database, '--remote'];
  const args = completeArgs(given, { state: stateDir(), cwd: app });
  return new D1Store({
    database,
    api: new D1Api(database, flag),
    migrate: async () => {
      await mustRun('The migration', bin.wrangler, args, { cwd: app });
    },
  });
}
