import { existsSync } from 'node:fs';
import type { RunOptions } from './process.ts';
import { run } from './process.ts';

/** A step that failed, with the end of what it printed. */
export class StackError extends Error {}

/** Runs a program to its end. Throws a StackError with the end of its output when it fails. */
export async function mustRun(what: string, command: string, args: string[], options: RunOptions) {
  if (command.startsWith('/') && !existsSync(command)) {
    throw new StackError(
      `${what} cannot run: ${command} is missing. Run: npx --yes pnpm@10 install`,
    );
  }
  const finished = await run(command, args, options);
  if (finished.code !== 0) {
    const tail = finished.output.trimEnd().split('\n').slice(-40).join('\n');
    throw new StackError(`${what} failed:\n\n${tail}`);
  }
  return finished;
}
