/** Lists in forms: problems go to the field of their row, and all rows come back when saving fails. */
import type { Row } from '$lib/components/resources/editor/rows';
import { statusOf } from '$lib/server/request-context';
import { invalid, isAppError, type AppError } from '@vesta-cx/core';
import { fail, type ActionFailure } from '@sveltejs/kit';
import type { FormError } from '$lib/components/ui/field';

interface RowsRefusal {
  errors: FormError[];
  rows: Row[];
  code: AppError['code'];
  /** What is saved now, when somebody else saved first. */
  version?: number;
}

/** What saving a list answers to its page. */
export type RowsAnswer = { saved: true } | ActionFailure<RowsRefusal>;

/** Runs the save; what the person can mend comes back with the rows as they were typed. */
export async function staleRows(
  rows: Row[],
  save: () => Promise<void>,
  present: () => Promise<number>,
): Promise<RowsAnswer> {
  try {
    await save();
    return { saved: true };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code === 'not_found') throw thrown;
    const { code, message } = thrown;
    const errors = thrown.errors.length > 0 ? thrown.errors : [{ message }];
    const version = code === 'precondition_failed' ? { version: await present() } : {};
    return fail(statusOf[code], { errors, rows, code, ...version });
  }
}

/** Renames problems of the list (`3.url`) to the fields of the rows (`url.5`) that were filled in. */
export function rowErrors<T>(main: string, filled: readonly { i: number }[], run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown;
    throw invalid(
      thrown.errors.map(({ path, message }) => {
        const [, at, name = main] = /^(?:authors\.)?(\d+)(?:\.(\w+))?/.exec(path) ?? [];
        const row = at === undefined ? undefined : filled[Number(at)];
        return { path: row ? `${name}.${row.i}` : '', message };
      }),
    );
  }
}
