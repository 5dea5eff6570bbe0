import { readFileSync } from 'node:fs';

/**
 * Calls `stop` once when this program is asked to end: Ctrl-C, a signal, or the end of the
 * package manager that runs it. npx and pnpm pass signals on to a shell at best, which dies of
 * them and tells nobody; without watching them, killing `npx pnpm start` would leave servers.
 */
export function onStop(stop: () => void): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  const launchers = process.env.npm_lifecycle_event ? launcherPids() : [];
  if (launchers.length > 0) {
    setInterval(() => launchers.every(isAlive) || once(), 300).unref();
  }
}

/** The shells and package managers above us, up to whoever called them; Linux tells, others don't. */
function launcherPids(): number[] {
  const pids: number[] = [];
  try {
    for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (!/\b(npm|npx|pnpm|node_modules)\b|node scripts\//.test(command)) break;
      pids.push(pid);
    }
  } catch {
    if (pids.length === 0) pids.push(process.ppid);
  }
  return pids;
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
