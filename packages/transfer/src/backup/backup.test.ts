import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checksums, everything, run, temporaryFolder } from '../export/testing/exports.ts';
import { openStore } from '../open.ts';
import { emptyDatabase, engines, migratedStore } from '../testing/databases.ts';
import { insert } from '../testing/rows.ts';
import { readBackup } from './read.ts';
import { restore } from './restore.ts';
import { backup, type BackupOptions } from './write.ts';

async function backupOf(url: string, file: string, more: Partial<BackupOptions> = {}) {
  const store = await openStore(url);
  try {
    return await backup({ store, file, ...more });
  } finally {
    await store.close();
  }
}

/** A folder with a backup of everything, and what it was made of. */
async function backedUp() {
  const source = await everything();
  const folder = temporaryFolder();
  const file = join(folder.path, 'vesta.jsonl.gz');
  await backupOf(source.url, file);
  return {
    source,
    file,
    path: folder.path,
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]();
      await source[Symbol.asyncDispose]();
    },
  };
}

it('comes back as it was, in a new SQLite file', async () => {
  await using made = await backedUp();
  const to = `sqlite:${join(made.path, 'restored.sqlite')}`;
  await restore({ file: made.file, to });
  expect(await checksums(to)).toEqual(await checksums(made.source.url));
  const store = await openStore(to);
  expect(await store.schemaState()).toEqual({ pending: [], unknown: [] });
  await store.close();
  expect(readdirSync(made.path).sort()).toEqual(['restored.sqlite', 'vesta.jsonl.gz']);
});

it.each(engines.filter((engine) => engine !== 'sqlite'))('comes back in %s', async (engine) => {
  await using made = await backedUp();
  await using target = await emptyDatabase(engine);
  await restore({ file: made.file, to: target.url });
  expect(await checksums(target.url)).toEqual(await checksums(made.source.url));
  await expect(restore({ file: made.file, to: target.url })).rejects.toThrow('is not empty');
});

it.each(engines.filter((engine) => engine !== 'sqlite'))('is made of %s too', async (engine) => {
  await using source = await emptyDatabase(engine);
  const store = await migratedStore(source);
  await insert(store, 'organizations', { workosOrgId: 'o', name: '🎻', theme: { b: 1, a: 2 } });
  await store.close();
  using folder = temporaryFolder();
  const file = join(folder.path, 'b.gz');
  await backupOf(source.url, file);
  const to = `sqlite:${join(folder.path, 'restored.sqlite')}`;
  await restore({ file, to });
  expect(await checksums(to)).toEqual(await checksums(source.url));
});

it('comes back in a local D1 by the command line', async () => {
  await using made = await backedUp();
  const env = { VESTA_STATE: join(made.path, 'state'), INIT_CWD: made.path, CI: '1' };
  const command = (script: string, ...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, '../commands', script), ...args], { env });
  const said = await command('restore.ts', '--file', 'vesta.jsonl.gz', '--to', 'd1');
  expect(said).toMatch(/Verified: 1,\d{3} rows of \d+ tables/);
  await command('backup.ts', '--out', 'again.gz');
  const [first, again] = await Promise.all(
    ['vesta.jsonl.gz', 'again.gz'].map((name) => readBackup(join(made.path, name))),
  );
  expect(again!.tables).toEqual(first!.tables);
  await expect(command('backup.ts', '--out', 'again.gz')).rejects.toThrow('is there already');
  const twice = command('restore.ts', '--file', 'vesta.jsonl.gz', '--to', 'd1');
  await expect(twice).rejects.toThrow('is not empty');
});

it('keeps what refers to nothing as it was', async () => {
  await using source = await emptyDatabase('sqlite');
  await (await migratedStore(source)).close();
  const db = new DatabaseSync(source.url.replace('sqlite:', ''), {
    enableForeignKeyConstraints: false,
  });
  db.exec("insert into workspace_slugs values ('gone', 'no-such-workspace', 0)");
  db.close();
  using folder = temporaryFolder();
  const file = join(folder.path, 'b.gz');
  await backupOf(source.url, file);
  const to = `sqlite:${join(folder.path, 'restored.sqlite')}`;
  await restore({ file, to });
  expect(await checksums(to)).toEqual(await checksums(source.url));
});

describe('a backup that is not whole', () => {
  /** Nothing but the backup may be in the folder after it was refused. */
  async function refused(content: Buffer, message: RegExp) {
    using folder = temporaryFolder();
    const file = join(folder.path, 'b.gz');
    writeFileSync(file, content);
    const to = `sqlite:${join(folder.path, 'restored.sqlite')}`;
    await expect(restore({ file, to })).rejects.toThrow(message);
    expect(readdirSync(folder.path)).toEqual(['b.gz']);
  }

  it('is refused wherever it is cut off', async () => {
    await using made = await backedUp();
    const whole = readFileSync(made.file);
    const cuts = [
      0,
      1,
      5,
      17,
      ...Array.from({ length: 15 }, (_, i) => ((i + 1) * whole.length) >> 4),
    ];
    for (const cut of [...cuts, whole.length - 1]) {
      await refused(whole.subarray(0, cut), /cut off|damaged|not a whole backup/);
    }
  });

  it('is refused whichever byte was altered', async () => {
    await using made = await backedUp();
    const whole = readFileSync(made.file);
    for (let i = 0; i < 40; i++) {
      const altered = Buffer.from(whole);
      // Past the ten bytes of gzip's header, which carry nothing.
      const at = 10 + Math.floor(((whole.length - 11) * i) / 39);
      altered[at] = altered[at]! ^ (1 << (i % 8));
      await refused(altered, /cut off|damaged|not a whole backup/);
    }
  });

  it('is refused when its text was altered and compressed again', async () => {
    await using made = await backedUp();
    const lines = gunzipSync(readFileSync(made.file)).toString().split('\n').slice(0, -1);
    const compressed = (changed: string[]) => gzipSync(`${changed.join('\n')}\n`);
    const row = lines.findIndex((line) => line.startsWith('["hard_org"'));
    const change = (at: number, line: string) => compressed(lines.with(at, line));
    await refused(change(row, lines[row]!.replace('double', 'triple')), /don't fit their checksum/);
    await refused(compressed(lines.toSpliced(row, 1)), /rows where it says/);
    await refused(compressed(lines.toSpliced(row, 0, lines[row]!)), /rows where it says/);
    await refused(change(row, '["hard_org"]'), /other columns/);
    await refused(change(row, lines[row]!.replace(/\d+\]$/, '"soon"]')), /is not a date: soon/);
    await refused(change(row, 'nonsense'), /not a whole backup/);
    await refused(change(0, lines[0]!.replace('sqlite:', 'mysql:')), /does not fit its checksum/);
    await refused(compressed(lines.slice(0, -1)), /it is cut off/);
    await refused(compressed([...lines, lines[row]!]), /something follows/);
    const start = lines.findIndex((line) => line.startsWith('{"table":"users"'));
    const end = lines.findIndex((line) => line.startsWith('{"end":"users"'));
    const without = lines.toSpliced(start, end - start + 1);
    await refused(compressed(without), /does not fit its checksum/);
    await refused(Buffer.from('Dear diary'), /is not a backup/);
    await refused(gzipSync('{}\n'), /does not begin like one/);
  });

  it('names the migration that another schema needs', async () => {
    await using made = await backedUp();
    const text = gunzipSync(readFileSync(made.file)).toString();
    const later = text.replace(/"schema":"[^"]+"/, '"schema":"9999_far_future"');
    await refused(gzipSync(later), /needs the migration 9999_far_future.*which this checkout/);
    const newer = text.replace('"format":1', '"format":2');
    await refused(gzipSync(newer), /has the format 2/);
  });
});

it('overwrites no database and no file', async () => {
  await using made = await backedUp();
  const mine = join(made.path, 'mine.sqlite');
  writeFileSync(mine, 'mine');
  const onto = restore({ file: made.file, to: `sqlite:${mine}` });
  await expect(onto).rejects.toThrow('is there already');
  expect(readFileSync(mine, 'utf8')).toBe('mine');
  await expect(backupOf(made.source.url, mine)).rejects.toThrow('--overwrite replaces it');
  await backupOf(made.source.url, mine, { overwrite: true });
  expect((await readBackup(mine)).trailer.tables).toBeGreaterThan(20);
});

it('fails as a whole where a row can not be read', async () => {
  await using source = await everything();
  await source.sql("update workspaces set version = 'many' where id = 'hard_0'");
  using folder = temporaryFolder();
  const file = join(folder.path, 'b.gz');
  const failing = backupOf(source.url, file);
  await expect(failing).rejects.toThrow('one of workspaces can\'t be read: version: "many"');
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder.path)).toEqual([]);
});
