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

/** Runs a call to WorkOS; whatever it throws becomes a `WorkosError`. */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { status, message } = error as { status?: unknown; message?: unknown };
    throw new WorkosError(String(message), typeof status === 'number' ? status : null, error);
  }
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
