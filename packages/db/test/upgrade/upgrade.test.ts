/**
 * A database of every earlier version, with data in it, becomes one of the newest: no row is lost
 * or changed, and the schema is the one that a new database gets. A new migration is in this by itself.
 */
import { describe, expect, inject, it } from 'vitest';
import type { Step } from './database.ts';
import { beginning, newest, rebuilds, rebuilt, right, wrong } from './fixture.ts';
import { load } from './engines/load.ts';
import { differsFrom, upgrade } from './upgrade.ts';

const name = inject('engines').at(-1)!;
const { engine, dialect } = await load(name);
const wellDone = { lost: [], orphans: [], schema: [] };

describe(`upgrading on ${name}`, () => {
  const fresh = { name: 'newest', statements: inject('newest') };

  it.each(engine.history.slice(0, -1).map((step, i) => [step.name, i + 1] as const))(
    'from %s loses nothing and ends at the schema of a new database',
    async (_, count) => {
      expect(await upgrade(engine, engine.history, count, fresh)).toEqual(wellDone);
    },
  );

  it('gives an empty database the schema that the code has', async () => {
    expect(await differsFrom(engine, engine.history, fresh)).toEqual([]);
  });
});

describe(`the upgrade test on ${name}`, () => {
  it.each([1, 2])('lets a right history pass, from its step %d', async (count) => {
    const history = [...beginning(dialect), right(dialect)];
    expect(await upgrade(engine, history, count, newest(dialect))).toEqual(wellDone);
  });

  it.each(wrong(dialect))('catches $what', async ({ step, found }) => {
    const findings = await upgrade(engine, [...beginning(dialect), step], 2, newest(dialect));
    for (const [kind, patterns] of Object.entries(found) as ['lost' | 'schema', RegExp[]][]) {
      const lines = findings[kind];
      expect(lines.length > 0, kind).toBe(patterns.length > 0);
      for (const line of lines) expect(line).toMatch(patterns[0]!);
    }
  });
});

// Elsewhere a table is changed as it is.
if (dialect === 'sqlite') {
  describe('making a table anew on D1', () => {
    const from = (step: Step) => upgrade(engine, [...beginning('sqlite'), step], 2, rebuilt);

    it.each(['written', 'deferred'] as const)(
      'deletes what refers to it when foreign keys are "off": %s',
      async (kind) => {
        const { lost } = await from(rebuilds[kind]);
        expect(lost).toHaveLength(4);
        for (const row of lost) expect(row).toMatch(/^releases /);
      },
    );

    it('loses nothing in the way that generate writes it', async () => {
      expect(await from(rebuilds.safe)).toEqual(wellDone);
    });
  });
}
