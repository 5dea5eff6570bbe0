/**
 * Fills the local database: `pnpm seed` writes the demo scene, `pnpm seed --scale 10000` a large
 * world beside it. Safe to run again: what is there stays.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { renderMarkdown } from '@vesta-cx/core/markdown';
import { loadWorld, worldState, worldWork } from '@vesta-cx/seed/load-world';
import { scene } from '@vesta-cx/seed/scene';
import { loadScene } from '@vesta-cx/seed/sqlite';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { stateDir } from '@vesta-cx/local/paths';
import { startProgress } from '@vesta-cx/local/progress';

const help = `pnpm seed [--identities file.json] [--scale N] [--seed S]

Writes the demo scene into the local database (VESTA_STATE, or .vesta).
  --identities  WorkOS ids of the demo people: { users: { ada: { id } }, organizations: { … } }
                (default: identities.json in the state directory, where \`pnpm start\` puts it)
  --scale       also writes N workspaces, 20 N resources, 100 N engagements (10 to 100000)
  --seed        another number makes another large world (default 1)`;

const { values } = parseArgs({
  options: {
    identities: { type: 'string' },
    scale: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(help);
else await seed();

async function seed(): Promise<void> {
  const state = stateDir();
  const db = openLocalD1(state);
  if (!db) {
    fail(
      `There is no database in ${state} yet. Make it with: pnpm --filter vesta db:migrate:local`,
    );
  }
  db.exec('pragma busy_timeout = 10000');
  const wrote = await seedScene(db, state);
  const grew =
    values.scale !== undefined && seedWorld(db, Number(values.scale), Number(values.seed));
  if (grew) db.exec('analyze');
  if (wrote || grew) db.exec('pragma optimize');
  db.close();
}

/** Returns whether anything was written. */
async function seedScene(db: DatabaseSync, state: string): Promise<boolean> {
  const given = identitiesOf(values.identities ?? join(state, 'identities.json'));
  // She can't sign in, so nobody can have changed or removed her.
  if (db.prepare("select 1 from users where workos_user_id = 'user_demo_petra_voll'").get()) {
    const ada = db.prepare("select workos_user_id as id from users where handle = 'ada'").get();
    if (given.identities?.ada && ada && ada.id !== given.identities.ada) {
      console.warn(
        'The demo scene here belongs to other WorkOS accounts than the ones given. ' +
          `To make it anew, remove ${state} and start again.`,
      );
    } else console.log('The demo scene is there.');
    return false;
  }
  const rows = await scene({ ...given, renderMarkdown, now: new Date() });
  try {
    const added = loadScene(db, rows);
    console.log(`The demo scene is there now: ${added.toLocaleString('en')} rows.`);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    fail(
      `The demo scene doesn't fit into the database in ${state}: ${text}. ` +
        'Probably its handles or page addresses are taken by others.',
    );
  }
  return true;
}

/** Returns whether anything was written. */
function seedWorld(db: DatabaseSync, scale: number, seed: number): boolean {
  if (!Number.isInteger(scale) || scale < 10 || scale > 100_000 || !Number.isInteger(seed)) {
    fail('--scale is a whole number from 10 to 100000 and --seed a whole number.');
  }
  const options = { scale, seed };
  const there = worldState(db, options);
  if (there === 'complete') {
    console.log(`The world of scale ${scale}, seed ${seed} is there.`);
    return false;
  }
  if (there === 'other') {
    fail('Another large world is there already. Give this one its own VESTA_STATE.');
  }
  const work = worldWork(options);
  console.log(
    `${there === 'partial' ? 'Going on with' : 'Writing'} a world of scale ${scale}, seed ${seed}: ` +
      `${(20 * scale).toLocaleString('en')} resources, ` +
      `${(100 * scale).toLocaleString('en')} engagements`,
  );
  const began = Date.now();
  const progress = startProgress(work, 'things');
  loadWorld(db, options, progress.report);
  progress.end();
  console.log(`Written in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return true;
}

type Ids = Record<string, string | { id: string }>;

/** Accepts both what the emulator prints (`users: { ada: { id } }`) and plain ids. */
function identitiesOf(file: string) {
  if (!existsSync(file)) {
    if (values.identities) fail(`There is no file ${file}`);
    return {};
  }
  const read = JSON.parse(readFileSync(file, 'utf8')) as {
    identities?: Ids;
    users?: Ids;
    organizations?: Ids;
  };
  const plain = (ids: Ids = {}) =>
    Object.fromEntries(
      Object.entries(ids).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : value.id,
      ]),
    );
  return {
    identities: plain(read.identities ?? read.users),
    organizations: plain(read.organizations),
  };
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
