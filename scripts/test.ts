/**
 * `pnpm test`: linting, types, unit tests, then the browser. Everything runs even when something
 * fails; the last line is always `N passed, N failed`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { app, root } from './lib/paths.ts';
import { endAll, run } from './lib/process.ts';
import { onStop } from './lib/signals.ts';
import { bold, dim, green, red } from './lib/steps.ts';
import type { Tally } from './lib/summary.ts';
import { add, tallyOf } from './lib/summary.ts';
import { turbo } from './lib/turbo.ts';

onStop(() => void endAll().then(() => process.exit(130)));

const began = Date.now();
let total = await safely(() =>
  stage(['lint', 'check', 'test:unit', '//#lint:root', '//#check:root', '//#test:scripts'], false),
);
total = add(total, await safely(browserStage));

console.log(dim(`\n${Math.round((Date.now() - began) / 1000)} s`));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** The end-to-end tests, or one failure when there is nothing to run them in. */
async function browserStage(): Promise<Tally> {
  return (await hasBrowser()) ? stage(['test:e2e'], true) : { passed: 0, failed: 1 };
}

/** A stage that breaks down counts as one failure; the last line is printed all the same. */
async function safely(work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

/** The tasks of one turbo run, counted. `live` shows what the suite prints while it runs. */
async function stage(tasks: string[], live: boolean): Promise<Tally> {
  console.log(`\n${bold(tasks.filter((name) => !name.startsWith('//')).join(', '))}`);
  const [command, args] = turbo(
    ...[
      'run',
      ...tasks,
      '--continue=dependencies-successful',
      `--concurrency=${Math.max(2, Math.ceil(availableParallelism() / 2))}`,
      '--summarize',
    ],
    ...['--ui=stream', '--output-logs=full', '--log-order=stream'],
  );
  const printed = new Map<string, string[]>();
  let summaryFile = '';
  const { output, code } = await run(command, args, {
    cwd: root,
    onLine: (line) => {
      summaryFile = /^Summary:\s+(\S+\.json)/.exec(line)?.[1] ?? summaryFile;
      const [, task = '', text = ''] =
        /^((?:@[\w-]+\/)?[\w-]+:[\w:]+|\/\/:[\w:]+): (.*)$/.exec(line) ?? [];
      if (!task) return;
      const lines = printed.get(task) ?? [];
      if (lines.length === 0) console.log(dim(`  … ${task}`));
      printed.set(task, [...lines, text]);
      if (live && task.includes('test:')) console.log(`    ${text}`);
    },
  });
  if (!summaryFile) {
    console.error(output);
    return { passed: 0, failed: 1 };
  }
  const tally = report(readSummary(summaryFile), printed, live);
  // Turbo itself may fail where no task did; that must not look green.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

interface TaskSummary {
  taskId: string;
  task: string;
  logFile?: string;
  cache: { status: 'HIT' | 'MISS' };
  /** Missing for a task that never ran, because what it needs failed. */
  execution?: { startTime: number; endTime: number; exitCode: number | null };
}

function readSummary(file: string): TaskSummary[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { tasks: TaskSummary[] }).tasks;
}

function report(tasks: TaskSummary[], printed: Map<string, string[]>, live: boolean): Tally {
  let total: Tally = { passed: 0, failed: 0 };
  for (const { taskId, task, logFile, cache, execution } of tasks) {
    if (!execution) {
      if (task.startsWith('build')) continue;
      console.log(`  ${red('✗')} ${taskId} ${dim('did not run: what it needs failed')}`);
      total = add(total, { passed: 0, failed: 1 });
      continue;
    }
    // Turbo keeps no log of a task that it never caches.
    const path = logFile && join(root, logFile);
    const lines = printed.get(taskId.replace('#', ':')) ?? [];
    const log = path && existsSync(path) ? readFileSync(path, 'utf8') : lines.join('\n');
    const exitCode = execution.exitCode ?? 1;
    const tally = tallyOf({ task: task.replace('//#', ''), exitCode, log });
    total = add(total, tally);
    const time = `${((execution.endTime - execution.startTime) / 1000).toFixed(1)} s`;
    const how = cache.status === 'HIT' ? 'cached' : time;
    const mark = tally.failed === 0 ? green('✓') : red('✗');
    const sums = tally.failed ? `${tally.passed} passed, ${tally.failed} failed` : tally.passed;
    const note = tally.passed + tally.failed > 0 ? `${sums}, ${how}` : how;
    console.log(`  ${mark} ${taskId.replace('#', ' ')} ${dim(note)}`);
    if (exitCode !== 0 && !live) console.log(`\n${tail(log)}\n`);
  }
  return total;
}

function tail(log: string, lines = 120): string {
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Debian's browser when it is there, else Playwright's own, which installs into its cache. Where
 * that can't be downloaded, Debian's package: only root may install it, and only unasked on a
 * machine whose user is root, which is a container.
 */
async function hasBrowser(): Promise<boolean> {
  if (existsSync('/usr/bin/chromium')) return true;
  console.log(dim('\nMaking sure that there is a browser …'));
  const cli = join(app, 'node_modules/@playwright/test/cli.js');
  const { code, output } = await run(cli, ['install', 'chromium'], { cwd: app });
  if (code === 0) return true;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-qq'], { cwd: root });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '--yes', '-qq', 'chromium'], { cwd: root, env });
    if (existsSync('/usr/bin/chromium')) return true;
  }
  console.error(
    `${red('✗')} No browser for the end-to-end tests, and Playwright could not install one.\n` +
      `  Install one by hand: apt-get install chromium\n\n${tail(output, 20)}`,
  );
  return false;
}
