/** What the commands of the data tool have in common. */
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StackError } from '@vesta-cx/local/must-run';
import { TransferError } from './store.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>['values'];

/**
 * Runs a command with the values of its `options`, or prints `help` where `--help` is given. What is
 * missing of `required`, what is unknown, and what goes wrong in ways that are known is told on
 * stderr, without a stack, and ends with 1.
 */
export async function command<Given extends Options, Needed extends keyof Values<Given> & string>(
  { help, options, required }: { help: string; options: Given; required: Needed[] },
  work: (
    values: Values<Given> & { [Name in Needed]-?: NonNullable<Values<Given>[Name]> },
  ) => Promise<void>,
): Promise<void> {
  try {
    const values = parsed(help, options);
    if (!values) return console.log(help);
    for (const name of required) {
      if (!values[name]) throw new TransferError(`--${name} is missing.\n\n${help}`);
    }
    await work(values as Parameters<typeof work>[0]);
  } catch (error) {
    const known = error instanceof TransferError || error instanceof StackError;
    console.error(known ? error.message : error);
    process.exitCode = 1;
  }
}

function parsed<Given extends Options>(help: string, options: Given): Values<Given> | null {
  try {
    const all = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    const values = parseArgs({ options: all }).values as Values<Given> & { help?: boolean };
    return values.help ? null : values;
  } catch (error) {
    throw new TransferError(`${(error as Error).message}\n\n${help}`);
  }
}

/** Returns where a file is that a person named from where they stand. */
export const fileAt = (name: string): string =>
  resolve(process.env.INIT_CWD ?? process.cwd(), name);
