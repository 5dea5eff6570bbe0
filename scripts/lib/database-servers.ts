import { mysqlAnswers, postgresAnswers } from '@vesta-cx/testing/database-servers';
import type { Engine } from '@vesta-cx/local/engine';
import { startMariadb, startPostgres, type TemporaryServer } from './temporary-server.ts';

export interface Servers {
  /** The engines that can be tried besides D1, and what is behind them. */
  there: { engine: Exclude<Engine, 'd1'>; name: string }[];
  /** A sentence for each engine that nothing on this machine provides. */
  missing: string[];
  /** Tells the suites where the servers are that were started for them. */
  env: Record<string, string>;
  /** Ends and removes those. */
  stop(): Promise<void>;
}

/**
 * PostgreSQL and MySQL for the tests: where `POSTGRES_URL` and `MYSQL_URL` say, else at their usual
 * place on this machine, else started for the time of the tests if the programs are installed. A
 * server that was named and doesn't answer counts as there, so that the suites fail and say why.
 */
export async function findServers(): Promise<Servers> {
  const servers: Servers = { there: [], missing: [], env: {}, stop: async () => {} };
  const started: TemporaryServer[] = [];

  // What throws was named, and its own suites will say what is wrong with it.
  const postgres = await postgresAnswers(null).catch(() => true);
  const ownPostgres = postgres ? null : await startPostgres();
  if (ownPostgres) {
    started.push(ownPostgres);
    servers.env.POSTGRES_URL = ownPostgres.url;
  }
  if (postgres || ownPostgres) servers.there.push({ engine: 'postgres', name: 'PostgreSQL' });
  else servers.missing.push(missing('PostgreSQL', 'POSTGRES_URL'));

  const mysql = await mysqlAnswers(null).catch(() => 'mysql-server');
  const ownMariadb = mysql ? null : await startMariadb();
  if (ownMariadb) {
    started.push(ownMariadb);
    servers.env.MYSQL_URL = ownMariadb.url;
  }
  const name = mysql === 'mysql-server' ? 'MySQL' : 'MariaDB';
  if (mysql || ownMariadb) servers.there.push({ engine: 'mysql', name });
  else servers.missing.push(missing('MySQL or MariaDB', 'MYSQL_URL'));

  // Turbo keeps what passed: without a server that is less.
  servers.env.VESTA_SERVERS = servers.there.map(({ engine }) => engine).join(' ');
  servers.stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  return servers;
}

const missing = (what: string, variable: string) =>
  `everything on ${what}, since no server lets us in and none could be started. Set ${variable} to run it.`;
