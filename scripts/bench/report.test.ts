import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { filled } from '../lib/markdown.ts';
import { measured, readReport, readSuites, reportTable, type Report } from './report.ts';

const report: Report = {
  scale: 10_000,
  seconds: 8,
  connections: 16,
  cores: 2,
  columns: [
    { engine: 'd1', title: 'D1', figures: { '/': { rate: 1234, p50: 8, p99: 21 } } },
    { engine: 'postgres', title: 'PostgreSQL 17', figures: {} },
  ],
};

it('a report has a column for each engine, and says what was not run', () => {
  const [sentence, , ...table] = reportTable(report, [
    { engine: 'd1', suite: 'use cases', passed: 1500, failed: 0 },
    { engine: 'postgres', suite: 'use cases', passed: 10, failed: 2 },
    { engine: 'd1', suite: 'browser', passed: 3, failed: 0 },
  ]).split('\n');
  assert.match(sentence!, /among 10,000 workspaces: 16 connections, 8 s each, 2 cores/);
  assert.deepEqual(table, [
    '|  | D1 | PostgreSQL 17 |',
    '| --- | --: | --: |',
    '| tests: use cases | 1,500 passed | 10 passed, 2 failed |',
    '| tests: browser | 3 passed | not run |',
    '| / | 1,234 · 8 · 21 | not run |',
  ]);
});

it('a report says what the worker computes, where that was measured', () => {
  const [column] = report.columns;
  const figures = { '/': { rate: 1234, p50: 8, p99: 21, cpu: 2.9 } };
  const [sentence, , ...table] = reportTable({
    ...report,
    columns: [{ ...column!, figures }],
  }).split('\n');
  assert.match(sentence!, /99th percentile ms · ms of the worker’s CPU, among/);
  assert.equal(table.at(-1), '| / | 1,234 · 8 · 21 · 2.9 |');
});

it('a report says how the world moved, where it did', () => {
  const chain = {
    rows: 3_000_000,
    legs: [
      { way: 'D1 → PostgreSQL', seconds: 120.6, megabytes: 180 },
      { way: 'PostgreSQL → D1', seconds: 90, megabytes: 201 },
    ],
  };
  assert.match(
    reportTable({ ...report, chain }),
    /D1 → PostgreSQL 121 s, PostgreSQL → D1 90 s; 3,000,000 rows .* at most 201 MB of memory\.$/,
  );
});

it('docs/measured.md shows the run that is kept', async () => {
  const expected = await filled(measured, { measured: reportTable(readReport(), readSuites()) });
  assert.equal(expected, readFileSync(measured, 'utf8'), 'Run: pnpm bench --write');
});
