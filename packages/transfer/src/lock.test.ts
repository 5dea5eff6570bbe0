import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { restore } from './backup/restore.ts';
import { backup } from './backup/write.ts';
import { leaseSeconds } from './d1-lease.ts';
import { temporaryFolder } from './export/testing/exports.ts';
import { lockFile } from './file-lock.ts';
import { openStore } from './open.ts';
import { markerTable } from './sql.ts';
import { standIn } from './testing/cloudflare.ts';
import { emptyDatabase, engines, migratedStore, type TestDatabase } from './testing/databases.ts';
import { insert } from './testing/rows.ts';
import { transfer } from './transfer.ts';

/** A SQLite file with one organization. */
async function small() {
  const database = await emptyDatabase('sqlite');
  await using store = await migratedStore(database);
  await insert(store, 'organizations', { workosOrgId: 'one', name: 'One' });
  return database;
}

/** Returns whether a lock on the target could be had at this moment; it is given back. */
async function isFree(url: string): Promise<boolean> {
  const store = await openStore(url);
  try {
    return await store.lock();
  } finally {
    await store.close();
  }
}

/** Another process that holds the lock on a database until it is killed. */
async function holder(url: string) {
  const program = `
    const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
    const store = await openStore(${JSON.stringify(url)});
    console.log(await store.lock());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString().trim()).toBe('true');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

describe.each(engines)('a target in %s', (engine) => {
  it('takes one transfer at a time, from its first row to its last', async () => {
    await using source = await small();
    await using target = await emptyDatabase(engine);
    // Connected already, so that it asks while the transfer is under way.
    const other = await openStore(target.url);
    await other.exists();
    const attempts = new Map<string, Promise<boolean>>();
    // On a busy machine one may reach the server only when the transfer has let go.
    let isOver = false;
    const attempt = (when: string) => {
      if (attempts.has(when)) return;
      attempts.set(
        when,
        other.lock().then((taken) => taken && !isOver),
      );
    };
    const { outcome } = await transfer({
      from: source.url,
      to: target.url,
      onBegin: () => attempt('begin'),
      onProgress: ({ phase }) => attempt(phase),
    });
    isOver = true;
    expect(outcome).toBe('verified');
    expect([...attempts.keys()]).toEqual(['begin', 'copy', 'verify']);
    expect(await Promise.all(attempts.values())).toEqual([false, false, false]);
    await other.close();
    expect(await isFree(target.url)).toBe(true);
  });

  it('is written to by nobody else while a process holds it, and by anybody once that is killed', async () => {
    await using source = await small();
    await using target = await emptyDatabase(engine);
    const kill = await holder(target.url);
    const way = { from: source.url, to: target.url };
    await expect(transfer(way)).rejects.toThrow(
      /^--to: another transfer or restore is writing to .*Wait until it has ended\.$/,
    );
    expect((await transfer({ ...way, dryRun: true })).outcome).toBe('dry-run');
    await kill();
    await expect.poll(() => isFree(target.url)).toBe(true);
    expect((await transfer(way)).outcome).toBe('verified');
  });

  it('is free for others where it is a database of another name', async () => {
    await using one = await emptyDatabase(engine);
    await using other = await emptyDatabase(engine);
    const store = await openStore(one.url);
    expect(await store.lock()).toBe(true);
    expect(await store.lock()).toBe(true);
    expect(await isFree(other.url)).toBe(true);
    await store.close();
  });
});

describe.each(engines.filter((engine) => engine !== 'sqlite'))('a lost session in %s', (engine) => {
  it('ends the writing of the one who had the lock', async () => {
    await using target = await emptyDatabase(engine);
    await using store = await migratedStore(target);
    expect(await store.lock()).toBe(true);
    if (engine === 'postgres') {
      await target.sql(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
      );
    } else {
      const [lock] = await target.sql(
        `select is_used_lock(concat('${markerTable}_', sha1(database()))) as id`,
      );
      await target.sql(`kill ${Number(lock!.id)}`);
    }
    const write = () => insert(store, 'organizations', { workosOrgId: 'late', name: 'Late' });
    await expect
      .poll(() => write().catch(({ message }: Error) => message))
      .toMatch(/kept others from writing to the target was lost/);
    expect(await isFree(target.url)).toBe(true);
  });
});

describe('a restore', () => {
  async function backedUp() {
    await using source = await small();
    const folder = temporaryFolder();
    onTestFinished(() => folder[Symbol.dispose]());
    const store = await openStore(source.url);
    const file = join(folder.path, 'vesta.gz');
    await backup({ store, file });
    await store.close();
    return { file, path: folder.path };
  }

  it.each(engines.filter((engine) => engine !== 'sqlite'))(
    'to %s is refused while a transfer writes there',
    async (engine) => {
      const { file } = await backedUp();
      await using target = await emptyDatabase(engine);
      const store = await openStore(target.url);
      expect(await store.lock()).toBe(true);
      const refused = restore({ file, to: target.url });
      await expect(refused).rejects.toThrow(/another transfer or restore is writing to/);
      await store.close();
      await restore({ file, to: target.url });
    },
  );

  it('to a file happens once at a time, and leaves nothing but the file', async () => {
    const { file, path } = await backedUp();
    const other = join(path, 'other.gz');
    copyFileSync(file, other);
    const to = `sqlite:${join(path, 'restored.sqlite')}`;
    let second: Promise<unknown> | undefined;
    await restore({
      file,
      to,
      onProgress: () => {
        second ??= restore({ file: other, to }).catch(({ message }: Error) => message);
      },
    });
    expect(await second).toMatch(/^Another restore is writing to .*|is there already/);
    expect(readdirSync(path).sort()).toEqual(['other.gz', 'restored.sqlite', 'vesta.gz']);
  });
});

describe('a file lock', () => {
  it('is on the file that is there, whoever has removed it between', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'a.lock');
    for (let round = 0; round < 3; round++) {
      const lock = lockFile(path);
      expect(lock).not.toBeNull();
      expect(lockFile(path)).toBeNull();
      lock!.release();
      expect(existsSync(path)).toBe(false);
    }
  });
});

describe('a remote D1', () => {
  /** Serves a migrated file as the remote vesta-db until the test ends. */
  async function remote(database: TestDatabase) {
    await (await migratedStore(database)).close();
    const cloudflare = await standIn('vesta-db', database.url.replace('sqlite:', ''));
    onTestFinished(() => {
      cloudflare.close();
      vi.unstubAllEnvs();
    });
    for (const [name, value] of Object.entries(cloudflare.env)) vi.stubEnv(name, value);
    return 'd1:vesta-db';
  }

  it('is leased to one at a time, and again a minute after a holder was killed', async () => {
    await using source = await small();
    await using file = await emptyDatabase('sqlite');
    const to = await remote(file);
    const way = { from: source.url, to };
    const store = await openStore(to);
    expect(await store.lock()).toBe(true);
    await expect(transfer(way)).rejects.toThrow(/was killed lets go after a minute/);
    // What a killed process leaves, after that time.
    const past = new Date(Date.now() - 1).toISOString();
    const running = new Date(Date.now() + (leaseSeconds - 5) * 1000).toISOString();
    const [lease] = await file.sql(`select finished_at as until from ${markerTable} where id = 2`);
    expect(String(lease!.until) > running).toBe(true);
    await file.sql(`update ${markerTable} set finished_at = '${past}' where id = 2`);
    expect((await transfer(way)).outcome).toBe('verified');
    await store.close();
    expect(await file.sql(`select id from ${markerTable}`)).toEqual([{ id: 1 }]);
  });

  it('is not written to any more by one whose lease another has taken', async () => {
    await using file = await emptyDatabase('sqlite');
    const to = await remote(file);
    vi.useFakeTimers({ toFake: ['setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = await openStore(to);
    expect(await store.lock()).toBe(true);
    await file.sql(`update ${markerTable} set run = 'another' where id = 2`);
    await vi.advanceTimersByTimeAsync(20_000);
    const write = () => insert(store, 'organizations', { workosOrgId: 'late', name: 'Late' });
    await expect
      .poll(() => write().catch(({ message }: Error) => message), { interval: 50 })
      .toMatch(/kept others from writing/);
    await store.close();
    const [kept] = await file.sql(`select run from ${markerTable} where id = 2`);
    expect(kept!.run).toBe('another');
  });
});
