import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { bin, app } from '@vesta-cx/local/paths';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { emptyDatabase, engines, migratedStore } from '../testing/databases.ts';
import { insert } from '../testing/rows.ts';
import type { Dialect } from './sql-literals.ts';
import {
  checksums,
  everything,
  exported,
  hasCommand,
  mysqlArguments,
  run,
  temporaryFolder,
} from './testing/exports.ts';

const loaders: { dialect: Dialect; command: string; args: (url: string) => string[] }[] = [
  { dialect: 'sqlite', command: 'sqlite3', args: (url) => ['-bail', pathOf(url)] },
  { dialect: 'postgres', command: 'psql', args: (url) => ['-q', url] },
  { dialect: 'mysql', command: 'mysql', args: mysqlArguments },
];
const { scripts } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const pathOf = (url: string) => url.replace('sqlite:', '');
const runnable = loaders.filter(
  ({ dialect, command }) =>
    engines.includes(dialect) && hasCommand(command, `loading an SQL export with ${command}`),
);

it.each(runnable)('$command loads the export, and has the same rows', async (loader) => {
  const { dialect, command, args } = loader;
  await using source = await everything();
  using folder = await exported(source, { format: 'sql', dialect });
  await using target = await emptyDatabase(dialect);
  await (await migratedStore(target)).close();
  // What the README tells to run first is what makes this very schema.
  const told = readFileSync(join(folder.path, 'README.md'), 'utf8');
  const [script] = /db:migrate:\w+/.exec(told)!;
  expect(scripts[script]).toContain(
    dialect === 'sqlite' ? '--local' : `commands/migrate.ts ${dialect}`,
  );
  await run(command, args(target.url), { input: join(folder.path, 'vesta.sql') });
  expect(await checksums(target.url)).toEqual(await checksums(source.url));
});

it.each(runnable)('$command stops at a row that is there already', async (loader) => {
  const { dialect, command, args } = loader;
  await using source = await everything();
  using folder = await exported(source, { format: 'sql', dialect });
  await using target = await emptyDatabase(dialect);
  const store = await migratedStore(target);
  await insert(store, 'organizations', { workosOrgId: 'hard_org', name: 'Mine' });
  await store.close();
  const before = await checksums(target.url);
  const loading = run(command, args(target.url), { input: join(folder.path, 'vesta.sql') });
  await expect(loading).rejects.toThrow(/unique|duplicate/i);
  // SQLite's file has no transaction, since D1 refuses one.
  if (dialect !== 'sqlite') expect(await checksums(target.url)).toEqual(before);
});

it('is SQL that SQLite takes at once', async () => {
  await using source = await everything();
  using folder = await exported(source, { format: 'sql', dialect: 'sqlite' });
  await using target = await emptyDatabase('sqlite');
  await (await migratedStore(target)).close();
  const db = new DatabaseSync(pathOf(target.url));
  db.exec(readFileSync(join(folder.path, 'vesta.sql'), 'utf8'));
  db.close();
  expect(await checksums(target.url)).toEqual(await checksums(source.url));
});

it('loads into a local D1 with wrangler', async () => {
  await using source = await everything();
  const store = await migratedStore(source);
  const name = "-- a song /* live */; BEGIN TRANSACTION; insert into x values ('); COMMIT;";
  await insert(store, 'organizations', {
    workosOrgId: 'sql',
    name,
    bannerUrl: 'BEGIN TRANSACTION',
  });
  await store.close();
  using folder = await exported(source, { format: 'sql', dialect: 'sqlite' });
  using state = temporaryFolder();
  const d1 = (...args: string[]) =>
    run(process.execPath, [bin.wrangler, 'd1', ...args, '--local', '--persist-to', state.path], {
      cwd: app,
      env: { CI: '1' },
    });
  await d1('migrations', 'apply', 'vesta-db-dev');
  await d1('execute', 'vesta-db-dev', '--yes', '--file', join(folder.path, 'vesta.sql'));
  const db = openLocalD1(state.path)!;
  const file = join(folder.path, 'copy.sqlite');
  db.exec(`vacuum into '${file}'`);
  db.close();
  expect(await checksums(`sqlite:${file}`)).toEqual(await checksums(source.url));
});

it('leaves out what the engine has no room for, and says so', async () => {
  await using source = await emptyDatabase('sqlite');
  await using store = await migratedStore(source);
  const key = (caller: string, more = {}) => ({
    callerId: caller,
    key: 'k',
    fingerprint: 'f',
    mintedId: 'm',
    ...more,
  });
  await insert(
    store,
    'idempotency_keys',
    key('fine', { responseBody: 'yes', responseHeaders: { a: '\\u0000 is only text' } }),
    key('nul', { responseBody: 'a\0b' }),
    key('nul-in-json', { responseHeaders: { a: '\0' } }),
    key('half', { responseHeaders: { a: '\ud83c' } }),
    key('large', { responseStatus: 2 ** 31 }),
    key('early', { createdAt: new Date('0999-12-31T23:59:59.999Z') }),
    key('long'.repeat(20)),
  );
  const left = async (dialect: Dialect) => {
    using folder = await exported(source, { format: 'sql', dialect });
    if (folder.manifest.refused === 0) return [];
    const lines = readFileSync(join(folder.path, 'refused.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(folder.manifest.refused);
    const rows = lines.map((line) => JSON.parse(line) as { key: string[]; reason: string });
    return rows.map(({ key: [caller], reason }) => `${caller!.slice(0, 12)}: ${reason}`);
  };
  expect(await left('sqlite')).toEqual([]);
  expect(await left('postgres')).toEqual([
    'half: response_headers: a JSON document with the character U+D83C',
    'large: response_status: 2147483648 has more than 32 bits',
    'longlonglong: caller_id: text of 80 characters in a column of 64',
    'nul: response_body: text with a NUL character',
    'nul-in-json: response_headers: a JSON document with the character U+0000',
  ]);
  expect(await left('mysql')).toEqual([
    "early: created_at: the year 999 is out of the engine's range",
    'half: response_headers: a JSON document with the character U+D83C',
    'large: response_status: 2147483648 has more than 32 bits',
    'longlonglong: caller_id: text of 80 characters in a column of 64',
  ]);
});
