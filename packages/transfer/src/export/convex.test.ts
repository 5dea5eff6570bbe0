import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { root } from '@vesta-cx/local/paths';
import { openStore } from '../open.ts';
import { readAll } from '../pages.ts';
import { tablesInOrder } from '../tables.ts';
import { emptyDatabase, migratedStore } from '../testing/databases.ts';
import { hard, insert } from '../testing/rows.ts';
import { convexIndexes, convexSchema } from './convex-schema.ts';
import { modelTables, serves } from './model.ts';
import { everything, exported, run } from './testing/exports.ts';
import { linkPackages, typeCheck } from './testing/type-check.ts';

async function emptyExport() {
  await using source = await emptyDatabase('sqlite');
  await (await migratedStore(source)).close();
  const folder = await exported(source, { format: 'convex' });
  linkPackages(folder.path);
  return folder;
}

/** Says that a document of every table is the row of `@vesta-cx/db`, but with moments as numbers. */
const sameTypes = `
import type { DataModelFromSchemaDefinition, WithoutSystemFields } from 'convex/server';
import type * as db from '@vesta-cx/db';
import type schema from './convex/schema.ts';

type Model = DataModelFromSchemaDefinition<typeof schema>;
type Document<Name extends keyof Model> = WithoutSystemFields<Model[Name]['document']>;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Plain<Row, Documents> = {
  [Key in keyof Row]: Key extends keyof Documents
    ? IsAny<Documents[Key]> extends true
      ? any
      : Exclude<Row[Key], Date> | (Date extends Row[Key] ? number : Extract<Row[Key], Date>)
    : never;
};
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [Key in keyof T]: T[Key] };
type Checked = {
  [Name in keyof Model]: Name extends keyof typeof db
    ? (typeof db)[Name] extends { $inferSelect: infer Row }
      ? Same<Flat<Document<Name>>, Flat<Plain<Row, Document<Name>>>>
      : 'no table'
    : 'no such export';
};
export const checked: Record<keyof Model, true> = undefined as never as Checked;

export const slug: Document<'workspaces'>['slug'] = 'a';
// @ts-expect-error A value that the enumeration doesn't have.
export const visibility: Document<'workspaces'>['visibility'] = 'secret';
// @ts-expect-error NULL where SQL has none.
export const name: Document<'workspaces'>['name'] = null;
`;

it('has the types of the rows, by the published package', async () => {
  using folder = await emptyExport();
  writeFileSync(join(folder.path, 'same-types.ts'), sameTypes);
  const tsconfig = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, noErrorTruncation: true },
    files: ['same-types.ts'],
  };
  writeFileSync(join(folder.path, 'tsconfig.json'), JSON.stringify(tsconfig));
  expect(await typeCheck(folder.path)).toEqual([]);
});

it('indexes keys and foreign keys, within what Convex takes', () => {
  for (const table of modelTables()) {
    const indexes = convexIndexes(table);
    expect(new Set(indexes.map(({ name }) => name)).size).toBe(indexes.length);
    for (const columns of [table.key, ...table.references.map((reference) => reference.columns)]) {
      expect(
        indexes.some((index) => serves(index.columns, columns)),
        table.name,
      ).toBe(true);
    }
  }
  const table = modelTables().find(({ name }) => name === 'resources');
  const broken = (change: object) => () => convexSchema([{ ...table!, ...change }]);
  expect(broken({ property: '_system' })).toThrow('Convex takes no such name: _system');
  const many = Array.from({ length: 40 }, (_, i) => ({
    name: `index_${i}`,
    unique: false,
    columns: [i % 15, (i + 1 + Math.floor(i / 15)) % 15],
  }));
  expect(broken({ indexes: many })).toThrow('Convex takes 32 indexes a table');
});

type Validator =
  | { type: 'union'; value: Validator[] }
  | { type: 'literal'; value: unknown }
  | { type: 'object'; value: Record<string, { fieldType: Validator; optional: boolean }> }
  | { type: 'string' | 'number' | 'boolean' | 'null' | 'any' };

/** Returns whether a value passes, as Convex's documentation says. */
function passes(validator: Validator, value: unknown): boolean {
  switch (validator.type) {
    case 'any':
      return true;
    case 'null':
      return value === null;
    case 'union':
      return validator.value.some((one) => passes(one, value));
    case 'literal':
      return validator.value === value;
    case 'object': {
      const fields = Object.entries(validator.value);
      const object = value as Record<string, unknown>;
      return (
        Object.keys(object).every((key) => Object.hasOwn(validator.value, key)) &&
        fields.every(([key, { fieldType }]) => passes(fieldType, object[key]))
      );
    }
    default:
      return typeof value === validator.type;
  }
}

/** Returns what the published package makes of the generated schema. */
async function schemaIn(folder: string) {
  linkPackages(folder);
  const script = `const { default: schema } = await import('./convex/schema.ts'); console.log(schema.export());`;
  const said = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
  const { tables } = JSON.parse(said) as {
    tables: { tableName: string; documentType: Validator }[];
  };
  return new Map(tables.map(({ tableName, documentType }) => [tableName, documentType]));
}

async function documentsIn(folder: string): Promise<Map<string, Record<string, unknown>[]>> {
  const zip = await openPromise(join(folder, 'vesta.zip'));
  const documents = new Map<string, Record<string, unknown>[]>();
  for await (const entry of zip.eachEntry()) {
    const [, table] = /^(\w+)\/documents\.jsonl$/.exec(entry.fileName)!;
    const lines = await text(await zip.openReadStreamPromise(entry));
    documents.set(
      table!,
      lines
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
  }
  return documents;
}

it('zips documents that pass the validators and say what the rows say', async () => {
  await using source = await everything();
  using folder = await exported(source, { format: 'convex' });
  const schema = await schemaIn(folder.path);
  const documents = await documentsIn(folder.path);
  const models = modelTables();
  expect([...documents.keys()]).toEqual([...schema.keys()]);

  const store = await openStore(source.url);
  for (const table of tablesInOrder()) {
    const { property } = models.find(({ name }) => name === table.name)!;
    const expected = [];
    for await (const row of readAll(store, table)) {
      const values = row.map((value) => (value instanceof Date ? value.getTime() : value));
      if (row.includes(hard.long)) continue;
      expected.push(
        Object.fromEntries(table.columns.map((column, i) => [column.property, values[i]])),
      );
    }
    expect(documents.get(property), property).toEqual(expected);
    for (const document of expected) expect(passes(schema.get(property)!, document)).toBe(true);
  }
  await store.close();
});

it('leaves out documents that Convex refuses, and says why', async () => {
  await using source = await emptyDatabase('sqlite');
  const store = await migratedStore(source);
  const deep = JSON.parse('['.repeat(16) + ']'.repeat(16)) as unknown;
  const rows = Object.entries({
    dollar: { theme: { $a: 1 } },
    underscore: { theme: [{ _id: 1 }] },
    accent: { theme: { é: 1 } },
    empty: { theme: { '': 1 } },
    half: { theme: { a: '\udc00' } },
    deep: { theme: deep },
    list: { theme: Array.from({ length: 8193 }, () => 0) },
    large: { name: 'Ω'.repeat(600_000) },
    fine: { theme: { 'content-type': 'x', a_$: [[[1]]] } },
  });
  await insert(
    store,
    'organizations',
    ...rows.map(([workosOrgId, more]) => ({ workosOrgId, name: '', ...more })),
  );
  await store.close();
  using folder = await exported(source, { format: 'convex' });
  expect((await documentsIn(folder.path)).get('organizations')).toMatchObject([
    { workosOrgId: 'fine' },
  ]);
  const refused = readFileSync(join(folder.path, 'refused.jsonl'), 'utf8').trim().split('\n');
  const reasons = refused.map((line) => {
    const { key, reason } = JSON.parse(line) as { key: string[]; reason: string };
    return [key[0], reason];
  });
  expect(Object.fromEntries(reasons)).toEqual({
    dollar: 'theme: Convex takes no field named "$a"',
    underscore: 'theme: Convex takes no field named "_id"',
    accent: 'theme: Convex takes no field named "é"',
    empty: 'theme: Convex takes no field named ""',
    half: 'theme: text that is not Unicode',
    deep: 'theme: more than 16 levels',
    list: 'theme: a list of more than 8192',
    large: expect.stringMatching(/^a document of 12\d+ bytes/) as string,
  });
});
