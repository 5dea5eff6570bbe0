import { collections, newId, type ActorType } from '@vesta-cx/db';
import {
  insertIgnore,
  rowsPerInsert,
  staticCollections,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { slicesOf } from '../kernel/index.ts';

/**
 * The statements that give an actor their static collections, cut so that each stays under the engine's
 * parameter limit. `guestReadable` follows the actor's visibility.
 */
export const insertStaticCollections = (
  q: Database,
  ownerType: ActorType,
  ownerId: string,
  guestReadable: boolean,
): Statement[] =>
  slicesOf(
    staticCollections(() => ({ id: newId(), ownerType, ownerId, guestReadable })),
    rowsPerInsert(collections),
  ).map((rows) => insertIgnore(q, collections, rows));
