import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { checksumOf } from './checksum.ts';
import { openStore } from './open.ts';
import { tablesInOrder } from './tables.ts';
import { emptyDatabase, engines, type TestDatabase } from './testing/databases.ts';
import { worldDatabase } from './testing/rows.ts';
import { transfer } from './transfer.ts';

const script = resolve(import.meta.dirname, 'commands/transfer.ts');
/** On each engine; 21 in all where fewer engines are there. */
const points = Math.ceil(21 / engines.length);
const scale = 10;

interface Run {
  /** Null when it was killed. */
  code: number | null;
  output: string;
  /** From the start, and from when rows begin to move (ms). */
  whole: number;
  moving: number;
}

interface Kill {
  /** `start` counts from the process's start, `rows` from when rows begin to move. */
  from: 'start' | 'rows';
  after: number;
}

/** A transfer in a process of its own, ended without a word at a point if one is given. */
async function run(
  { from, to, over }: { from: string; to: string; over: boolean },
  kill: Kill | null,
): Promise<Run> {
  const args = [script, '--from', from, '--to', to, ...(over ? ['--overwrite'] : [])];
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (after: number) => setTimeout(() => child.kill('SIGKILL'), after);
  let timer = kill?.from === 'start' ? end(kill.after) : undefined;
  let moved = began;
  child.stdout.once('data', () => {
    moved = performance.now();
    if (kill?.from === 'rows') timer = end(kill.after);
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const ended = performance.now();
  return { code, output, whole: ended - began, moving: ended - moved };
}

/** Counts by SQL of the engine itself, and checksums. */
async function contents(database: TestDatabase) {
  const store = await openStore(database.url);
  try {
    const found: Record<string, unknown> = {};
    for (const table of tablesInOrder()) {
      const [count] = await database.sql(`select count(*) as n from ${table.name}`);
      found[table.name] = [Number(count!.n), await checksumOf(store, table)];
    }
    return found;
  } finally {
    await store.close();
  }
}

/** Returns what some targets are filled with before: rows gone, rows changed, and a slug exchanged. */
async function otherWorld(): Promise<TestDatabase> {
  const database = await worldDatabase(scale);
  const db = new DatabaseSync(database.url.replace('sqlite:', ''));
  db.exec(`pragma foreign_keys = on;
    update engagement_comments set parent_id = null;
    delete from engagements where rowid % 3 = 0;
    delete from resources where rowid % 7 = 0;
    update resources set version = version + 1 where rowid % 5 = 0`);
  const slugs = db.prepare('select id, slug from workspaces order by id limit 2').all();
  const rename = db.prepare('update workspaces set slug = ? where id = ?');
  const [first, second] = slugs as { id: string; slug: string }[];
  rename.run('between', first!.id);
  rename.run(first!.slug, second!.id);
  rename.run(second!.slug, first!.id);
  db.close();
  return database;
}

describe.each(engines)('a transfer to %s that is killed', (engine) => {
  it(
    `loses and duplicates nothing, at ${points} points`,
    { timeout: 600_000 },
    async ({ onTestFailed }) => {
      const killed: unknown[] = [];
      onTestFailed(() => console.error('Killed at', JSON.stringify(killed)));
      await using source = await worldDatabase(scale);
      await using other = await otherWorld();
      const expected = await contents(source);
      const filled = async (over: boolean) => {
        const target = await emptyDatabase(engine);
        if (over) await transfer({ from: other.url, to: target.url });
        return target;
      };
      const whole = async (over: boolean) => {
        await using target = await filled(over);
        const complete = await run({ from: source.url, to: target.url, over }, null);
        expect(complete.code).toBe(0);
        return complete;
      };
      const uncut = [await whole(false), await whole(true)] as const;

      for (let point = 0; point < points; point++) {
        // Every other time there is something to update, to delete and to exchange.
        const over = point % 2 === 1;
        const { whole, moving } = uncut[over ? 1 : 0];
        // One that was done before its end came is no point: it is taken earlier.
        for (let share = Math.random(); ; share /= 2) {
          await using target = await filled(over);
          const way = { from: source.url, to: target.url, over };
          const kill: Kill =
            point % 3 === 0
              ? { from: 'start', after: share * whole }
              : { from: 'rows', after: share * moving };
          const first = await run(way, kill);
          killed.push({ point, ...kill, code: first.code });

          // Killed on its way out it was done as well: then it says so, and is run with its data there.
          const tried = first.code === null ? await run(way, null) : null;
          const isDone = !tried || tried.output.includes('a transfer from this source finished');
          const second = tried && !isDone ? tried : await run({ ...way, over: true }, null);
          expect(second.output).toContain('Verified');
          expect(second.code).toBe(0);
          expect(await contents(target)).toEqual(expected);
          if (!isDone) break;
        }
      }
    },
  );
});
