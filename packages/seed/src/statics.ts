/** What fills the static collections of an actor: which engagement which, and where a resource stands. */
import type { ActorType, CollectionKind, EngagementAction, NewCollection } from '@vesta-cx/db';
import { staticCollections } from '@vesta-cx/db/query';

/** The static collection that an engagement shows up in; a mention shows up in none. */
export const kindOfAction: Partial<Record<EngagementAction, CollectionKind>> = {
  like: 'likes',
  comment: 'comments',
  repost: 'reposts',
  follow: 'following',
  subscribe: 'subscriptions',
  bookmark: 'bookmarks',
};

export interface StaticOwner {
  type: ActorType;
  id: string;
  createdAt: Date;
  guestReadable: boolean;
  circle: string | null;
}

/** An actor's seven static collections, with as many items as `countOf` says. */
export function filledCollections(
  owner: StaticOwner,
  idOf: (kind: CollectionKind) => string,
  countOf: (kind: CollectionKind) => number,
): NewCollection[] {
  return staticCollections((kind) => ({
    id: idOf(kind),
    ownerType: owner.type,
    ownerId: owner.id,
    description: null,
    itemCount: countOf(kind),
    guestReadable: owner.guestReadable,
    circle: owner.circle,
    version: 1,
    createdAt: owner.createdAt,
    updatedAt: owner.createdAt,
  }));
}

/**
 * Returns where a resource stands in its actor's static collection `resources`, which holds all of them:
 * its id with the moment of publication (of a draft: `createdAt`) in place of that of its making,
 * or with its day of release where that came first. See `homePosition` of the core.
 */
export function homePosition(id: string, { publishedAt, datedAt, createdAt }: Moments): string {
  const moment = publishedAt
    ? Math.min(publishedAt.getTime(), (datedAt ?? publishedAt).getTime())
    : createdAt.getTime();
  const time =
    moment < 0 ? `-${(2 ** 48 + moment).toString(16)}` : moment.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
}

interface Moments {
  publishedAt: Date | null;
  datedAt: Date | null;
  createdAt: Date;
}
