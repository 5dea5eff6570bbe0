import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunningChecksum } from '../running-checksum.ts';
import { tablesInOrder } from '../tables.ts';
import { emptyDatabase, engines, migratedStore } from '../testing/databases.ts';
import { insert } from '../testing/rows.ts';
import {
  checksums,
  checksumsIn,
  everything,
  exported,
  hasCommand,
  run,
} from './testing/exports.ts';

it('writes JSON lines that say the same as the rows', async () => {
  await using source = await everything();
  using folder = await exported(source, { format: 'jsonl' });
  const sums = tablesInOrder().map((table) => {
    const checksum = new RunningChecksum(table);
    const text = readFileSync(join(folder.path, `${table.name}.jsonl`), 'utf8');
    for (const line of text.split('\n').slice(0, -1)) {
      const object = JSON.parse(line) as Record<string, unknown>;
      expect(Object.keys(object)).toEqual(table.columns.map(({ name }) => name));
      const row = table.columns.map(({ name, type }) => {
        const value = object[name];
        return type === 'date' && value !== null ? new Date(value as string) : value;
      });
      checksum.add(row);
    }
    return [table.name, checksum.end()] as const;
  });
  expect(Object.fromEntries(sums)).toEqual(await checksums(source.url));
  expect(checksumsIn(folder.manifest)).toEqual(await checksums(source.url));
});

it.runIf(
  engines.includes('postgres') && hasCommand('psql', 'reading a CSV export with PostgreSQL'),
)('writes CSV that PostgreSQL reads, with the columns that the header names', async () => {
  await using source = await everything();
  using folder = await exported(source, { format: 'csv' });
  await using target = await emptyDatabase('postgres');
  await (await migratedStore(target)).close();
  for (const { name } of folder.manifest.tables) {
    const [header] = readFileSync(join(folder.path, `${name}.csv`), 'utf8').split('\r\n', 1);
    const copy = `\\copy ${name} (${header}) from '${name}.csv' with (format csv, header)`;
    await run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', target.url, '-c', copy], {
      cwd: folder.path,
    });
  }
  expect(await checksums(target.url)).toEqual(await checksums(source.url));
});

it('writes CSV after RFC 4180, where NULL and empty text differ', async () => {
  await using source = await emptyDatabase('sqlite');
  const store = await migratedStore(source);
  await insert(store, 'organizations', {
    workosOrgId: '=1+1',
    name: 'a "quoted", text\r\nof two lines',
    avatarUrl: '',
    theme: { accent: '#ffffff' },
    createdAt: new Date(-1),
  });
  await insert(store, 'features', { slug: '\\.', name: ' ', category: 'content' });
  await store.close();
  using folder = await exported(source, { format: 'csv' });
  const read = (table: string) => readFileSync(join(folder.path, `${table}.csv`), 'utf8');
  expect(read('organizations')).toBe(
    'workos_org_id,name,avatar_url,banner_url,theme,workos_updated_at,created_at,updated_at\r\n' +
      '"=1+1","a ""quoted"", text\r\nof two lines","",,"{""accent"":""#ffffff""}",,' +
      '1969-12-31T23:59:59.999Z,2026-05-04T03:02:01.234Z\r\n',
  );
  expect(read('features')).toBe(
    'slug,name,description,category,milestone,created_at,updated_at\r\n' +
      '"\\."," ",,"content",,2026-05-04T03:02:01.234Z,2026-05-04T03:02:01.234Z\r\n',
  );
});
