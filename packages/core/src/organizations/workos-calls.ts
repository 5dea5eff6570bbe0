/** A change on two sides, WorkOS and vesta's database, of which neither knows transactions of the other. */
import { WorkosError } from '@vesta-cx/utils/workos';
import { AppError, isAppError, logError, notFound, upstream } from '../kernel/index.ts';

/**
 * Asks WorkOS. Throws `not_found` when WorkOS does not know what it was asked about, `unavailable`
 * when it hears too much from us, else `upstream`: what it refused was not done, and of what it did
 * not answer nobody knows.
 */
export async function callWorkos<T>(noun: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WorkosError)) throw error;
    const { status, message, retryAfter } = error;
    if (status === 404) throw notFound(noun);
    if (status === 429) {
      throw new AppError(
        'unavailable',
        'WorkOS has too much to do just now. Nothing was changed; try again in a while.',
        { retryAfter: retryAfter ?? 30 },
      );
    }
    if (status === 401 || status === 403) {
      logError('WorkOS rejects the API key', error);
      throw upstream(
        'WorkOS rejects the API key of this vesta; its operator can fix that. Nothing was changed.',
      );
    }
    if (status === null || status === 408 || status >= 500) {
      throw new AppError(
        'upstream',
        'WorkOS did not answer in time. A change may have been made nevertheless: look before you try again.',
        { retryAfter: 30 },
      );
    }
    throw upstream(`WorkOS refused this: ${message}. Nothing was changed.`);
  }
}

/**
 * Writes here what was just done at WorkOS. When that fails it is undone there, so that nothing is
 * left half-done; if even that fails, WorkOS's news or the next re-sync make it true here.
 * What use cases throw stays as it is; anything else becomes `unavailable`, saying that it was vesta.
 */
export async function commitOrCompensate<T>(
  here: () => Promise<T>,
  undo: () => Promise<unknown>,
): Promise<T> {
  try {
    return await here();
  } catch (error) {
    const undone = await undo().then(
      () => true,
      () => false,
    );
    if (isAppError(error)) throw error;
    logError('vesta failed after WorkOS had succeeded', error);
    throw new AppError(
      'unavailable',
      undone
        ? 'vesta’s own database failed, so it was undone at WorkOS. Nothing was changed; try again.'
        : 'vesta’s own database failed. It is done at WorkOS and will show here within a while.',
      { retryAfter: 5 },
    );
  }
}
