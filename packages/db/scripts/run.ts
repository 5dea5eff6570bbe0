/** Runs the tools that this package depends on, wherever the caller stands. */
import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** This package's folder. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));

const execute = promisify(execFile);

/**
 * Runs `tool` to its end and resolves to what it printed. Rejects with its whole output when it
 * fails. Tools of this package come first, then this very Node, then what the machine has. A variable
 * that is undefined in `env` is taken out.
 */
export async function run(
  tool: string,
  args: readonly string[],
  { cwd = packageRoot, env = {} }: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<string> {
  const path = [`${packageRoot}node_modules/.bin`, dirname(process.execPath), process.env.PATH];
  try {
    const { stdout, stderr } = await execute(tool, args, {
      cwd,
      env: { ...process.env, ...env, PATH: path.join(delimiter) },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
