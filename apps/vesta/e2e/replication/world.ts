/** A vesta of its own whose database has a replica that lags until it is told to catch up. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { app } from '@vesta-cx/local/paths';
import { startStack } from '@vesta-cx/local/stack';

export interface World {
  url: string;
  catchUp: () => Promise<void>;
  stop: () => Promise<void>;
}

export async function startReplicatedWorld(): Promise<World> {
  const state = mkdtempSync(join(tmpdir(), 'vesta-replication-'));
  const config = join(app, `wrangler.replication-${basename(state)}.jsonc`);
  writeFileSync(config, configuration());
  const stack = await startStack({ port: 0, state, build: false, config });
  const lead = async (step: string) => {
    const { status } = await fetch(`${stack.url}/-/${step}`, { method: 'POST' });
    if (status !== 204) throw new Error(`The replica could not ${step}: ${status}`);
  };
  await lead('open');
  copyToReplica(state);
  await lead('join');
  return {
    url: stack.url,
    catchUp: () => lead('catch-up'),
    async stop() {
      await stack.stop();
      rmSync(state, { recursive: true, force: true });
      rmSync(config, { force: true });
    },
  };
}

/** The app's own configuration with another entry, and with two databases in place of the one. */
function configuration(): string {
  const own = readFileSync(join(app, 'wrangler.jsonc'), 'utf8');
  const replica = { binding: 'REPLICA', database_name: 'replica', database_id: 'replica' };
  return own
    .replace('"src/worker.ts"', '"e2e/replication/worker.ts"')
    .replace('"binding": "DB"', '"binding": "PRIMARY"')
    .replace('"d1_databases": [', `"d1_databases": [${JSON.stringify(replica)},`);
}

/** Writes all that the primary holds into the replica, which the worker has just opened. */
function copyToReplica(state: string): void {
  const primary = openLocalD1(state)!;
  const from = primary.location()!;
  const folder = dirname(from);
  const [file] = readdirSync(folder).filter(
    (name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite' && name !== basename(from),
  );
  const replica = new DatabaseSync(join(folder, file!), { enableForeignKeyConstraints: false });
  const parts = primary
    .prepare(
      `select type, name, sql from sqlite_master
       where sql is not null and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\'
       order by type = 'table' desc`,
    )
    .all() as { type: string; name: string; sql: string }[];
  replica.prepare('attach ? as origin').run(from);
  replica.exec('begin');
  for (const { type, name, sql } of parts) {
    replica.exec(sql);
    if (type === 'table') replica.exec(`insert into main."${name}" select * from origin."${name}"`);
  }
  replica.exec('commit');
  replica.close();
  primary.close();
}
