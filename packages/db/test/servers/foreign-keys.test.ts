/** A database for which foreign keys are switched off: the same schema but for them, and it goes on so. */
import { describe, expect, inject, it } from 'vitest';
import { foreignKeysWanted, withoutForeignKeys } from '../../scripts/server-migrations.ts';
import type { Catalogue, Step, Upgradable } from '../upgrade/database.ts';
import { load } from '../upgrade/engines/load.ts';

const name = inject('engines').at(-1)!;
const { engine, dialect } = await load(name);
const { history } = engine;
const q = dialect === 'mysql' ? '`' : '"';

/** Runs `look` on an empty database. */
async function within<T>(look: (database: Upgradable) => Promise<T>): Promise<T> {
  const database = await engine.openEmpty();
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

const referencesIn = (catalogue: Catalogue) =>
  Object.values(catalogue).flatMap(({ references }) => references);

/** Everything else: MySQL makes an index for a foreign key whose columns have none, by its name. */
const besides = (catalogue: Catalogue) =>
  Object.values(catalogue)
    .flatMap(({ name: table, described }) =>
      described
        .filter((line) => !/foreign key/i.test(line) && !/^KEY `\w+_fk`/.test(line))
        .map((line) => `${table}: ${line}`),
    )
    .sort();

describe(`without foreign keys on ${name}`, () => {
  it('the schema is the same but for them', async () => {
    const [without, withThem] = await Promise.all([
      within(async (database) => {
        await database.apply(history, 'off');
        return database.catalogue();
      }),
      within(async (database) => {
        await database.apply(history);
        return database.catalogue();
      }),
    ]);
    expect(referencesIn(withThem).length).toBeGreaterThan(20);
    expect(referencesIn(without)).toEqual([]);
    expect(besides(without)).toEqual(besides(withThem));
  });

  it('a database that began without goes on without, and one that began with goes on with', async () => {
    const first = history.slice(0, 1);
    const counts = await Promise.all(
      (['off', 'on'] as const).map((wanted) =>
        within(async (database) => {
          await database.apply(first, wanted);
          const before = referencesIn(await database.catalogue()).length;
          await database.apply(history);
          return [before, referencesIn(await database.catalogue()).length] as const;
        }),
      ),
    );
    expect(counts[0]).toEqual([0, 0]);
    expect(counts[1]![1]).toBeGreaterThan(counts[1]![0]);
  });

  it('a migration that drops a foreign key does so where there is one', async () => {
    const [made, referring] = parents;
    const drop: Step = {
      name: 'drop',
      statements: [
        `ALTER TABLE ${q}b${q} DROP ${dialect === 'mysql' ? 'FOREIGN KEY' : 'CONSTRAINT'} ${q}b_fk${q};`,
      ],
    };
    for (const before of ['on', 'off'] as const) {
      const left = await within(async (database) => {
        await database.apply([made!, referring!], before);
        await database.apply([made!, referring!, drop], 'off');
        return referencesIn(await database.catalogue());
      });
      expect(left).toEqual([]);
    }
  });
});

/** Two tables, and a migration that does nothing but make one refer to the other. */
const parents: Step[] = [
  {
    name: 'tables',
    statements: ['a', 'b'].map(
      (table) => `CREATE TABLE ${q}${table}${q} (${q}id${q} varchar(9) PRIMARY KEY NOT NULL);`,
    ),
  },
  {
    name: 'reference',
    statements: [
      `ALTER TABLE ${q}b${q} ADD CONSTRAINT ${q}b_fk${q} FOREIGN KEY (${q}id${q}) REFERENCES ${q}a${q}(${q}id${q});`,
    ],
  },
];

describe('leaving foreign keys out', () => {
  const meta = (...sql: string[]) => [{ sql, folderMillis: 1, hash: 'h', bps: true }];

  it('refuses where one is part of another statement', () => {
    expect(() => withoutForeignKeys(meta('CREATE TABLE a (b int REFERENCES c(d))'))).toThrow(
      /CREATE TABLE a/,
    );
  });

  it('keeps the bookkeeping, so that other tools can go on', () => {
    const [left] = withoutForeignKeys(meta(parents[1]!.statements[0]!));
    expect(left).toEqual({ sql: ['select 1'], folderMillis: 1, hash: 'h', bps: true });
  });

  it('is asked for by DATABASE_FOREIGN_KEYS, which is checked', () => {
    expect(foreignKeysWanted({})).toBeUndefined();
    expect(foreignKeysWanted({ DATABASE_FOREIGN_KEYS: 'off' })).toBe('off');
    expect(() => foreignKeysWanted({ DATABASE_FOREIGN_KEYS: 'no' })).toThrow(/on or off/);
  });
});
