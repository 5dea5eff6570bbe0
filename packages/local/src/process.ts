import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface Finished {
  code: number;
  /** Everything it printed, both streams in order. */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Another user and group than our own, which only root may choose. */
  uid?: number;
  gid?: number;
  /** Called with each complete line. */
  onLine?: (line: string) => void;
}

/** Runs a program to its end and keeps what it prints. Never rejects on a failing exit code. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(command, args, options, 'ignore');
  tasks.add(child);
  let output = '';
  let rest = '';
  const take = (chunk: Buffer) => {
    output += chunk;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.onLine?.(line);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      tasks.delete(child);
      if (rest) options.onLine?.(rest);
      resolve({ code: code ?? (signal ? 1 : 0), output });
    });
  });
}

export interface Service {
  /** Settles when it has ended, however it ended. */
  ended: Promise<void>;
  /** The first line of its standard output that begins with `{`, parsed. */
  json: <T>() => Promise<T>;
  /** The last lines that it printed. */
  tail: (lines?: number) => string;
  /** Ends the program and everything it started. */
  stop: () => Promise<void>;
  /** Ends them at once, in the middle of whatever they do. */
  kill: () => Promise<void>;
}

/**
 * Starts a program that runs until it is stopped, in a process group of its own: a Ctrl-C in
 * the terminal reaches only us, and we end the whole group (wrangler starts workerd, which
 * would outlive it otherwise).
 */
export function launch(
  command: string,
  args: string[],
  options: RunOptions & { log: string },
): Service {
  const child = start(command, args, options, 'ipc');
  running.add(child);
  const log = createWriteStream(options.log);
  // A log that can't be written, as on a full disk, is no reason to stop what it is about.
  log.on('error', () => {});
  const recent: string[] = [];
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    recent.push(...chunk.toString().split('\n').filter(Boolean));
    recent.splice(0, recent.length - 60);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  }).then(() => {
    killGroup(child, 'SIGKILL'); // Whatever of the group outlived its leader.
    running.delete(child);
    log.end();
  });

  return {
    ended,
    tail: (lines = 30) => recent.slice(-lines).join('\n'),
    json: <T>() =>
      new Promise<T>((resolve, reject) => {
        let text = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          text += chunk;
          const line = text
            .split('\n')
            .find((l, i, all) => l.startsWith('{') && i < all.length - 1);
          if (line) resolve(JSON.parse(line) as T);
        });
        void ended.then(() => reject(new Error(recent.join('\n') || `${command} ended`)));
      }),
    stop: async () => {
      killGroup(child, 'SIGTERM');
      const timeout = setTimeout(() => killGroup(child, 'SIGKILL'), 4000);
      await ended;
      clearTimeout(timeout);
    },
    kill: () => {
      killGroup(child, 'SIGKILL');
      return ended;
    },
  };
}

const tasks = new Set<ChildProcess>();
const running = new Set<ChildProcess>();

/** Ends every program that `run` and `launch` started and waits until it is gone. */
export async function endAll(): Promise<void> {
  for (const task of tasks) task.kill('SIGTERM');
  for (const child of running) killGroup(child, 'SIGTERM');
  for (let i = 0; i < 80 && tasks.size + running.size > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// A crash of ours must not leave servers behind.
process.on('exit', () => {
  for (const task of tasks) task.kill('SIGKILL');
  for (const child of running) killGroup(child, 'SIGKILL');
});

/**
 * Nothing is measured or sent about people who try vesta, and wrangler keeps no traces of requests: with
 * them the state grows by hundreds of megabytes an hour.
 */
const quiet = {
  TURBO_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
};

function start(command: string, args: string[], options: RunOptions, mode: 'ignore' | 'ipc') {
  const script = /\.[cm]?[jt]s$/.test(command);
  const settings: SpawnOptions = {
    cwd: options.cwd,
    uid: options.uid,
    gid: options.gid,
    env: { ...process.env, ...quiet, ...options.env },
    stdio: mode === 'ipc' ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    detached: mode === 'ipc',
  };
  return script
    ? spawn(process.execPath, [command, ...args], settings)
    : spawn(command, args, settings);
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
