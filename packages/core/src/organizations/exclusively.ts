/**
 * Changes of one thing at WorkOS, which knows no versions: one after the other, so that what is looked
 * at before a change still holds when it is made.
 */
import { newId, workosEvents } from '@vesta-cx/db';
import { batch, insertIgnore, type Database } from '@vesta-cx/db/query';
import { and, eq, lte } from 'drizzle-orm';
import { sha256 } from '../http/index.ts';
import { crowded, logError } from '../kernel/index.ts';

/** After this long a change counts as cut off: all that WorkOS may take, several times over. */
const standsFor = 60_000;
/** How often it is looked whether the change before has ended, and how long all of that takes at most. */
const attempts = 40;
const longestPause = 200;

/**
 * Runs `change` while nobody else runs one under the same name. Throws `conflict` when others don't
 * end, and what `change` throws.
 */
export async function exclusively<T>(
  db: Database,
  noun: string,
  name: string,
  change: () => Promise<T>,
): Promise<T> {
  const id = await sha256(`exclusively:${name}`);
  const objectId = newId();
  const mine = and(eq(workosEvents.id, id), eq(workosEvents.objectId, objectId));
  for (let attempt = 0; !(await hasTaken(db, id, objectId)); attempt += 1) {
    if (attempt === attempts) throw crowded(noun);
    const longest = Math.min(5 * 2 ** attempt, longestPause);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
  }
  try {
    return await change();
  } finally {
    // What is done is done: a name that is left taken is free again after `standsFor`.
    await batch(db, (q) => [q.delete(workosEvents).where(mine)]).catch((error: unknown) =>
      logError('A name was not released', error),
    );
  }
}

/** Takes the name if nobody has it, and says whether it did; no event of WorkOS has such an id. */
async function hasTaken(db: Database, id: string, objectId: string): Promise<boolean> {
  const occurredAt = new Date();
  const cutOff = new Date(occurredAt.getTime() - standsFor);
  const here = eq(workosEvents.id, id);
  const [, , [held]] = await batch(db, (q) => [
    q.delete(workosEvents).where(and(here, lte(workosEvents.occurredAt, cutOff))),
    insertIgnore(q, workosEvents, { id, event: 'exclusively', objectId, occurredAt }),
    q.select({ by: workosEvents.objectId }).from(workosEvents).where(here),
  ]);
  return held?.by === objectId;
}
