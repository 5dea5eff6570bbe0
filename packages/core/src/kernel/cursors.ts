/** Cursors between a list and who reads it. Use cases have them plain, callers never do. */
import type { Page } from '@vesta-cx/db/query';
import { sealCursor, unsealCursor } from '@vesta-cx/utils/cursors';
import { AppError, invalidField } from './errors.ts';

/** The list that a cursor belongs to. */
export interface CursorScope {
  /** What it is sealed with; asked only where there is a cursor. */
  secret: (() => string | undefined) | undefined;
  /** Which list this is, in JSON: its name, its filters and its reader, but not the size of its pages. */
  list: unknown;
  /** The name of the query parameter that carries it. */
  parameter?: string;
}

/**
 * The page that `read` gives after the cursor that was sent, whose own cursor is sealed. Throws
 * `invalid` for a cursor that was not given by this list to this reader.
 */
export async function sealedPage<T>(
  scope: CursorScope,
  sent: string | undefined,
  read: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<Page<T>> {
  const list = JSON.stringify(scope.list);
  const cursor = sent === undefined ? undefined : await unsealCursor(sent, list, secretOf(scope));
  if (cursor === null) {
    throw invalidField(scope.parameter ?? 'cursor', 'This cursor does not belong to this list');
  }
  const { items, next } = await read(cursor);
  return { items, next: next === null ? null : await sealCursor(next, list, secretOf(scope)) };
}

function secretOf({ secret }: CursorScope): string {
  const found = secret?.();
  if (!found)
    throw new AppError('unavailable', 'Lists have no further pages: CURSOR_SECRET is not set');
  return found;
}
