import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '@vesta-cx/local/paths';
import { run } from '@vesta-cx/local/process';
import { bold, dim, green, red } from './steps.ts';
import type { Tally } from './summary.ts';
import { add, failuresOf, tallyOf } from './summary.ts';
import { turbo } from '@vesta-cx/local/turbo';

/** A stage that breaks down counts as one failure; the last line is printed all the same. */
export async function safely(work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

export interface StageOptions {
  /** Show what the suites print while they run. */
  live?: boolean;
  env?: NodeJS.ProcessEnv;
  /** Told what the suites print. */
  onLine?: (line: string) => void;
  /** Told what failed: the task, and in a suite the test. */
  onFailure?: (what: string) => void;
}

/** The tasks of one turbo run, counted. */
export async function stage(
  tasks: string[],
  { live = false, env = {}, onLine, onFailure }: StageOptions = {},
): Promise<Tally> {
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
    env,
    onLine: (line) => {
      summaryFile = /^Summary:\s+(\S+\.json)/.exec(line)?.[1] ?? summaryFile;
      const [, task = '', text = ''] =
        /^((?:@[\w-]+\/)?[\w-]+:[\w:]+|\/\/:[\w:]+): (.*)$/.exec(line) ?? [];
      if (!task) return;
      const lines = printed.get(task) ?? [];
      if (lines.length === 0) console.log(dim(`  … ${task}`));
      printed.set(task, [...lines, text]);
      if (task.includes('test:')) onLine?.(text);
      if (live && task.includes('test:')) console.log(`    ${text}`);
    },
  });
  if (!summaryFile) {
    console.error(output);
    return { passed: 0, failed: 1 };
  }
  const tally = report(readSummary(summaryFile), printed, { live, onFailure });
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

function report(
  tasks: TaskSummary[],
  printed: Map<string, string[]>,
  { live, onFailure }: StageOptions,
): Tally {
  let total: Tally = { passed: 0, failed: 0 };
  for (const { taskId, task, logFile, cache, execution } of tasks) {
    if (!execution) {
      if (task.startsWith('build')) continue;
      console.log(`  ${red('✗')} ${taskId} ${dim('did not run: what it needs failed')}`);
      onFailure?.(`${taskId}, which could not run`);
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
    if (tally.failed > 0) {
      const names = failuresOf(log);
      for (const name of names) onFailure?.(`${taskId}: ${name}`);
      if (names.length === 0) onFailure?.(taskId);
    }
    if (exitCode !== 0 && !live) console.log(`\n${tail(log)}\n`);
  }
  return total;
}

/** The last lines of what a program printed. */
export function tail(log: string, lines = 120): string {
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}
