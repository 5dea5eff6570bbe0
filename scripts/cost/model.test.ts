import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { filled } from '../lib/markdown.ts';
import { costParts, databaseDoc } from './docs.ts';
import {
  actionNames,
  behaviour,
  d1Reach,
  managedPostgres,
  monthOf,
  planetscale,
  priceAt,
  priceAtD1,
  type Behaviour,
  type CostFigures,
} from './model.ts';

/** Every action reads ten rows, writes two and sends one statement; a row takes 500 bytes. */
const figures: CostFigures = {
  scale: 10,
  rows: 1000,
  bytes: 500_000,
  costs: actionNames.map((name) => ({ name, read: 10, written: 2, statements: 1 })),
};

const simple: Behaviour = {
  ...behaviour,
  visits: 3,
  pagesPerVisit: 4,
  robots: 0.5,
  pages: { 'a post': 1 },
  actions: { 'publishing a post': 2 },
  accountsPerActive: 4,
  publishers: 0.5,
  rowsPerListener: 100,
  rowsPerPublisher: 300,
  peak: 6,
};

const quiet = { accounts: 0, pages: 0, peakStatements: 0, peakWritten: 0 };

describe('a month', () => {
  it('is what people do, times what it costs', () => {
    const month = monthOf(1000, figures, simple);
    assert.equal(month.pages, 1000 * 3 * 4 * 1.5);
    assert.equal(month.read, (18_000 + 2000) * 10);
    assert.equal(month.written, (18_000 + 2000) * 2);
    assert.equal(month.accounts, 4000);
    // 200 rows of 500 bytes each.
    assert.equal(month.gigabytes, (4000 * 100_000) / 1e9);
    assert.equal(month.peakStatements, (20_000 / (30 * 86_400)) * 6);
  });

  it('names what was not measured', () => {
    const none = { ...figures, costs: [] };
    assert.throws(() => monthOf(1, none, simple), /did not measure a post/);
  });

  it('assumes pages whose shares add up to all of them', () => {
    const shares = Object.values(behaviour.pages).reduce((sum, share) => sum + share, 0);
    assert.ok(Math.abs(shares - 1) < 1e-9, String(shares));
  });
});

describe('prices', () => {
  it('at D1 are only the base while all stays within what is included', () => {
    const month = { ...quiet, read: 25e9, written: 50e6, gigabytes: 5 };
    assert.equal(priceAtD1(month).total, 5);
  });

  it('at D1 count what goes beyond', () => {
    const price = priceAtD1({ ...quiet, read: 35e9, written: 60e6, gigabytes: 9 });
    assert.deepEqual(price, { base: 5, read: 10, written: 10, storage: 3, total: 28 });
  });

  it('of a server are those of the smallest that can do it, and of its storage', () => {
    const { plan, total } = priceAt(managedPostgres, { peakStatements: 1500, gigabytes: 100 })!;
    assert.equal(plan.name, 'Launch');
    assert.equal(total, 282 + 28);
    const small = priceAt(planetscale, { peakStatements: 10, gigabytes: 30 })!;
    assert.equal(small.total, 39 + 20 * 1.5);
    assert.equal(priceAt(managedPostgres, { peakStatements: 1e6, gigabytes: 1 }), null);
  });

  it('never fall with more people', () => {
    let before = 0;
    for (const active of [1, 10, 1e3, 1e5, 1e6, 1e7, 1e8]) {
      const { total } = priceAtD1(monthOf(active, figures));
      assert.ok(total >= before);
      before = total;
    }
  });
});

it('one D1 reaches as far as its ten gigabytes and its one thread', () => {
  const { byStorage, byStatements } = d1Reach(figures);
  assert.ok(Math.abs(monthOf(byStorage, figures).gigabytes - 10) < 1e-6);
  assert.ok(Math.abs(monthOf(byStatements, figures).peakStatements - 1000) < 1e-6);
});

it('docs/database.md shows what the measured figures and the model give', async () => {
  assert.equal(
    await filled(databaseDoc, costParts()),
    readFileSync(databaseDoc, 'utf8'),
    'Run: pnpm cost',
  );
});
