/** A change on two sides, WorkOS and vesta's database, of which neither knows transactions of the other. */
import { WorkosError } from '@vesta-cx/utils/workos';
import { AppError, isAppError, logError, notFound, upstream } from '../kernel/index.ts';

/**
 * Asks WorkOS. Throws `upstream`, saying that it was WorkOS, or `not_found` when WorkOS does not
 * know what it was asked about.
 */
export async function atWorkos<T>(noun: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WorkosError)) throw error;
    if (error.status === 404) throw notFound(noun);
    const refused = error.status !== null && error.status < 500 && error.status !== 429;
    throw upstream(
      refused
        ? `WorkOS refused this: ${error.message}. Nothing was changed.`
        : 'WorkOS did not answer. Nothing was changed; try again in a while.',
    );
  }
}

/**
 * Writes here what was just done at WorkOS. When that fails it is undone there, so that nothing is
 * left half-done; if even that fails, WorkOS's news or the next re-sync make it true here.
 * What use cases throw stays as it is; anything else becomes `unavailable`, saying that it was vesta.
 */
export async function thenHere<T>(
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
    logError('vesta failed after WorkOS did its part', error);
    throw new AppError(
      'unavailable',
      undone
        ? 'vesta’s own database failed, so it was undone at WorkOS. Nothing was changed; try again.'
        : 'vesta’s own database failed. It is done at WorkOS and will show here within a while.',
      { retryAfter: 5 },
    );
  }
}
