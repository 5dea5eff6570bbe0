/** What a benchmark says: a table for the terminal and the docs, and the figures as JSON. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chain } from './world.ts';
import { fill, markdownTable } from '../lib/markdown.ts';
import { root } from '@vesta-cx/local/paths';
import type { Figures, Load } from './load.ts';

export const measured = join(root, 'docs/measured.md');
export const benchFile = join(root, 'docs/figures/bench.json');
const suitesFile = join(root, 'docs/figures/suites.json');

/** One run of `pnpm bench`: docs/figures/bench.json. */
export interface Report extends Load {
  scale: number;
  cores: number;
  columns: Column[];
  /** The world moved round all engines, where the run did that. */
  chain?: Chain | undefined;
}

export interface Column {
  engine: string;
  /** For people, with its version. */
  title: string;
  /** By the name of what was measured. */
  figures: Record<string, Figures>;
}

/** What one suite of tests gave on one engine. */
export interface SuiteResult {
  engine: string;
  suite: string;
  passed: number;
  failed: number;
}

/** The last benchmark that was kept. */
export const readReport = (): Report => JSON.parse(readFileSync(benchFile, 'utf8')) as Report;

/** The results of the last run of all suites: docs/figures/suites.json, where there is one. */
export function readSuites(): SuiteResult[] {
  return existsSync(suitesFile)
    ? (JSON.parse(readFileSync(suitesFile, 'utf8')) as SuiteResult[])
    : [];
}

/**
 * Keeps what suites gave, in place of what they gave on the same engines before, and shows it in the
 * README beside the last benchmark.
 */
export async function writeSuites(results: SuiteResult[]): Promise<void> {
  const others = readSuites().filter(({ engine }) => results.every((one) => one.engine !== engine));
  const all = [...others, ...results];
  writeFileSync(suitesFile, `${JSON.stringify(all, null, 2)}\n`);
  await fill(measured, { measured: reportTable(readReport(), all) });
}

/** The run as a table with a sentence before it, under what the engines' suites gave. */
export function reportTable(report: Report, suites: SuiteResult[] = []): string {
  const { scale, seconds, connections, cores, columns } = report;
  const names = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures)))];
  const hasCpu = columns.some(({ figures }) =>
    Object.values(figures).some(({ cpu }) => cpu !== undefined),
  );
  const lines = [
    ...[...new Set(suites.map(({ suite }) => suite))].map((suite) => [
      `tests: ${suite}`,
      ...columns.map(({ engine }) =>
        verdict(suites.find((result) => result.suite === suite && result.engine === engine)),
      ),
    ]),
    ...names.map((name) => [name, ...columns.map(({ figures }) => cell(figures[name]))]),
  ];
  return [
    `Requests a second · median ms · 99th percentile ms${hasCpu ? ' · ms of the worker’s CPU' : ''}, among ${scale.toLocaleString('en')} workspaces: ` +
      `${connections} connections, ${seconds} s each, ${cores} cores for load, workerd and database together.`,
    markdownTable(['', ...columns.map(({ title }) => title)], lines),
    ...(report.chain ? [chainSentence(report.chain)] : []),
  ].join('\n\n');
}

/** Returns how long it took to move the world from engine to engine, and what that proves. */
export function chainSentence({ legs, rows }: Chain): string {
  const ways = legs.map(({ way, seconds }) => `${way} ${seconds.toFixed(0)} s`);
  const most = Math.max(...legs.map(({ megabytes }) => megabytes));
  return (
    `The same world moved by \`db:transfer\`: ${ways.join(', ')}; ${rows.toLocaleString('en')} rows ` +
    `with the same checksums on all four, in at most ${most} MB of memory.`
  );
}

function verdict(result: SuiteResult | undefined): string {
  if (!result) return 'not run';
  const passed = `${result.passed.toLocaleString('en')} passed`;
  return result.failed > 0 ? `${passed}, ${result.failed} failed` : passed;
}

const cell = (figures: Figures | undefined) => {
  if (!figures) return 'not run';
  const { rate, p50, p99, cpu } = figures;
  return [rate, p50, p99, ...(cpu === undefined ? [] : [cpu])]
    .map((figure) => figure.toLocaleString('en'))
    .join(' · ');
};
