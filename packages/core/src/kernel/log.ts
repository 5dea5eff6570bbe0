import { DrizzleQueryError } from 'drizzle-orm';
import { currentRequestId } from './request-id.ts';

/**
 * Writes a failure of our side into the log: what was being done in which request, what failed and where. Of a query
 * the statement alone: its parameters, and the values that databases quote in their messages, are
 * what people wrote.
 */
export function logError(what: string, error: unknown): void {
  const id = currentRequestId();
  const where = id === undefined ? what : `${what} (request ${id})`;
  console.error([where, ...chainOf(error)].join('\n'));
}

function chainOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [`${typeof error} was thrown`];
  const { name, cause, stack = '' } = error;
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const says =
    error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : withoutValues(error);
  return [`${name}: ${says}`, ...at, ...(cause === undefined ? [] : chainOf(cause))];
}

const withoutValues = ({ message }: Error): string =>
  message.replace(/\nparams: [^]*/, '').replace(/'(?:[^'\\]|\\.|'')*'/g, "'…'");
