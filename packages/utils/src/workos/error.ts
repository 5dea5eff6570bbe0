/** WorkOS could not be reached, or did not do what it was asked. */
export class WorkosError extends Error {
  /** The status of its answer; null when there was none. */
  readonly status: number | null;
  /** Seconds after which a retry makes sense, where it said so. */
  readonly retryAfter: number | undefined;

  constructor(message: string, status: number | null, cause?: unknown) {
    super(message, { cause });
    this.name = 'WorkosError';
    this.status = status;
    const { retryAfter } = (cause ?? {}) as { retryAfter?: unknown };
    this.retryAfter = typeof retryAfter === 'number' ? retryAfter : undefined;
  }
}

/**
 * Runs a call to WorkOS; whatever it throws becomes a `WorkosError`, also an answer that is none of
 * WorkOS's, like the page of a proxy.
 */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new WorkosError(String((error as Error | null)?.message), statusOf(error), error);
  }
}

/**
 * The status of WorkOS's answer; null when there was none. A refusal that isn't JSON hides it in the
 * SDK's error about that, and one of "success" is no answer.
 */
function statusOf(error: unknown): number | null {
  const { status, rawStatus, cause } = (error ?? {}) as Record<string, unknown>;
  const found = (cause as { rawStatus?: unknown } | undefined)?.rawStatus ?? rawStatus ?? status;
  return typeof found === 'number' && found >= 400 ? found : null;
}

/** The same, with null for what WorkOS does not know. */
export async function askedFor<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await asked(call);
  } catch (error) {
    if (error instanceof WorkosError && error.status === 404) return null;
    throw error;
  }
}
