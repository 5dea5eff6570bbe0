/** What the engines with interactive transactions have in common. */

/** Returns whether a statement that was built and not yet sent only reads. */
export function isRead(statement: unknown): boolean {
  const { sql } = (statement as { toSQL(): { sql: string } }).toSQL();
  return /^\W*(?:select|with)\b/i.test(sql) && !/\b(?:insert into|update|delete from)\b/i.test(sql);
}

/** Refuses a statement that another client than `tx` made: it would run outside of the transaction. */
export function assertSameClient(statement: unknown, tx: unknown): void {
  const { session } = statement as { session?: unknown };
  if (session !== undefined && session !== (tx as { session: unknown }).session) {
    throw new TypeError(
      'A statement of this batch was not made with the client that the batch gave',
    );
  }
}

/** Of a crowd at one row each round lets one through: more rounds than a crowd has people. */
const attempts = 30;

/**
 * Runs `work` until it fails with something else than a conflict, a little later each time and
 * each by itself, so that those who met don't meet again. Throws the last conflict when it gives up.
 */
export async function again<T>(
  isConflict: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
      const longest = Math.min(5 * 2 ** attempt, 500);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
    }
  }
}
