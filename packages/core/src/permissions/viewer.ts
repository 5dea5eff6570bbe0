/** Who reads, as a query needs to know it. */
import type { Audience } from '@vesta-cx/utils/permissions';
import { sql, type SQL } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';

/** A principal, one whose id is put into the query otherwise, or somebody of an audience. */
export interface Viewer {
  readonly userId: string | SQL | null;
  /** Of somebody without an id: the audiences that they are in; a guest unless given. */
  readonly audiences?: readonly Audience[];
  /** The key they came with, which may be for one place only. */
  readonly key?: Principal['key'];
}

/**
 * Returns the viewer as a literal, for queries with several rules: each names the person many times,
 * which would pass D1's 100 parameters, and as a column the subqueries about teams and
 * organizations would run for every row. WorkOS ids are plain words; nothing else gets into SQL.
 */
export function inlineViewer({ userId, key }: Principal): Viewer {
  if (userId === null) return { userId };
  if (!/^[\w-]{1,64}$/.test(userId)) throw new TypeError('A user id is a plain word');
  return { userId: sql.raw(`'${userId}'`), key };
}
