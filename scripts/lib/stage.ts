import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '@vesta-cx/local/paths';
import { run } from '@vesta-cx/local/process';
import { bold, dim, green, red } from './steps.ts';
import { add, failure, nothing, type Report, resultOf, tail } from './summary.ts';
import { turbo } from '@vesta-cx/local/turbo';

/** A stage that breaks down counts as one failure; the last line is printed all the same. */
export async function safely(work: () => Promise<Report>): Promise<Report> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return failure('the tests themselves', String(error));
  }
}

export interface StageOptions {
  /** Show what the suites print while they run. */
  live?: boolean;
  env?: NodeJS.ProcessEnv;
}

/** The tasks of one turbo run, added up. */
export async function stage(
  tasks: string[],
  { live = false, env = {} }: StageOptions = {},
): Promise<Report> {
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
      lines.push(text);
      printed.set(task, lines);
      if (live && task.includes('test:')) console.log(`    ${text}`);
    },
  });
  if (!summaryFile) {
    console.error(output);
    return failure(tasks.join(', '), tail(output, 20));
  }
  const result = report(readSummary(summaryFile), printed, live);
  // Turbo itself may fail where no task did; that must not look green.
  return code !== 0 && result.failed === 0
    ? add(result, failure('turbo', tail(output, 20)))
    : result;
}

interface TaskSummary {
  taskId: string;
  task: string;
  /** Of the package, from the root. */
  directory: string;
  logFile?: string;
  cache: { status: 'HIT' | 'MISS' };
  /** Missing for a task that never ran, because what it needs failed. */
  execution?: { startTime: number; endTime: number; exitCode: number | null };
}

function readSummary(file: string): TaskSummary[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { tasks: TaskSummary[] }).tasks;
}

function report(tasks: TaskSummary[], printed: Map<string, string[]>, live: boolean): Report {
  let total = nothing;
  for (const { taskId, task: id, directory, logFile, cache, execution } of tasks) {
    const task = id.replace('//#', '');
    const name = taskId.replace('#', ' ');
    if (!execution) {
      if (task.startsWith('build')) continue;
      console.log(`  ${red('✗')} ${name} ${dim('did not run: what it needs failed')}`);
      total = add(total, failure(name, 'could not run'));
      continue;
    }
    // Turbo keeps no log of a task that it never caches.
    const path = logFile && join(root, logFile);
    const lines = printed.get(taskId.replace('#', ':')) ?? [];
    const log = path && existsSync(path) ? readFileSync(path, 'utf8') : lines.join('\n');
    const exitCode = execution.exitCode ?? 1;
    const written = task.startsWith('test')
      ? readReport(join(root, directory), task, cache.status === 'HIT' ? 0 : execution.startTime)
      : null;
    const result = resultOf({ name, task, exitCode, log, report: written });
    total = add(total, result);
    const time = `${((execution.endTime - execution.startTime) / 1000).toFixed(1)} s`;
    const how = cache.status === 'HIT' ? 'cached' : time;
    const { passed, failed } = result;
    const sums = failed > 0 ? `${passed} passed, ${failed} failed` : passed;
    const note = passed + failed > 0 ? `${sums}, ${how}` : how;
    console.log(`  ${failed === 0 ? green('✓') : red('✗')} ${name} ${dim(note)}`);
    if (exitCode !== 0 && !live) console.log(`\n${tail(log)}\n`);
  }
  return total;
}

/** Returns what a task of tests that began at `since` wrote about itself; null where it wrote nothing. */
export function readReport(folder: string, task: string, since: number): Report | null {
  const name = task.replace('test:', '').replace(':', '-');
  const file = join(folder, 'test-results', `${name}.json`);
  // An older one is of another run: this one broke down before it could say anything.
  if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < since) return null;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}
