import { DrizzleQueryError } from 'drizzle-orm';

/**
 * Returns whether the database did not do what it was asked, or could not be reached: every query that fails
 * throws what this is true of. What it refused for a reason that is the caller's, like a unique key
 * that is taken, is told by then.
 */
export const isDatabaseFailure = (error: unknown): boolean => error instanceof DrizzleQueryError;

/** Asks the database; what drivers throw themselves, about a connection or a batch, comes as Drizzle has it. */
export async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    // A TypeError is a mistake of whoever asks.
    const isTold = isDatabaseFailure(error) || error instanceof TypeError;
    if (isTold || !(error instanceof Error)) throw error;
    throw new DrizzleQueryError(what, [], error);
  }
}
