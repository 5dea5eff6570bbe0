/** "What would they see here?": the newest of what a thing keeps, through somebody else's eyes. */
import {
  collectionItems,
  collections,
  resources,
  users,
  workspaces,
  type ResourceType,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { Audience } from '@vesta-cx/utils/permissions';
import { and, asc, desc, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import {
  inlineViewer,
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  principalOf,
  type Viewer,
} from '../permissions/index.ts';
import type { ViewAs } from './explain.ts';
import type { Administered } from './objects.ts';

/** Something that the thing keeps, and whether the viewer sees it. */
export interface Previewed {
  type: 'workspace' | 'resource' | 'collection';
  id: string;
  name: string;
  /** Of a resource. */
  kind: ResourceType | null;
  /** Of a resource that is not out: only those who may edit it see it. */
  state: 'draft' | 'scheduled' | null;
  seen: boolean;
}

/** How many are shown. */
const most = 20;

/**
 * Of what the thing keeps and whoever asks may see: the newest resources of a workspace, drafts
 * included, the newest workspaces of an organization, the first things of a collection but for the
 * people, who are never hidden. Nothing of what keeps nothing else.
 */
export async function preview(
  db: Database,
  object: Administered,
  viewAs: ViewAs,
  now = new Date(),
): Promise<Previewed[]> {
  const me = inlineViewer(principalOf(object));
  const they = viewerOf(viewAs);
  switch (object.type) {
    case 'workspace':
      return previewResources(db, eq(resources.workspaceId, object.id), me, they, now);
    case 'organization':
      return previewWorkspaces(
        db,
        and(eq(workspaces.ownerType, 'organization'), eq(workspaces.ownerId, object.id)),
        me,
        they,
      );
    case 'collection':
      return previewItems(db, object.id, me, they, now);
    case 'resource':
      return [];
  }
}

async function previewResources(
  db: Database,
  which: SQL | undefined,
  me: Viewer,
  they: Viewer,
  now: Date,
): Promise<Previewed[]> {
  const rows = await db
    .select({
      id: resources.id,
      kind: resources.type,
      title: resources.title,
      excerpt: resources.excerpt,
      publishedAt: resources.publishedAt,
      reads: mayOnResource(they, 'read').mapWith(Boolean).as('reads'),
      writes: mayOnResource(they, 'write').mapWith(Boolean).as('writes'),
    })
    .from(resources)
    .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
    .where(and(which, mayOnResource(me, 'read')))
    .orderBy(desc(resources.id))
    .limit(most);
  return rows.map(({ id, kind, title, excerpt, publishedAt, reads, writes }) => {
    const state = publishedAt === null ? 'draft' : publishedAt > now ? 'scheduled' : null;
    const seen = state === null ? reads : writes;
    return { type: 'resource', id, kind, name: title ?? excerpt ?? '', state, seen };
  });
}

async function previewWorkspaces(
  db: Database,
  which: SQL | undefined,
  me: Viewer,
  they: Viewer,
): Promise<Previewed[]> {
  const rows = await db
    .select({
      id: workspaces.id,
      name: workspaces.name,
      seen: mayOnWorkspace(they, 'read').mapWith(Boolean).as('seen'),
    })
    .from(workspaces)
    .where(and(which, mayOnWorkspace(me, 'read')))
    .orderBy(desc(workspaces.id))
    .limit(most);
  return rows.map((row) => ({ type: 'workspace', kind: null, state: null, ...row }));
}

/** The things of a collection that come first on its page. */
async function previewItems(
  db: Database,
  collectionId: string,
  me: Viewer,
  they: Viewer,
  now: Date,
): Promise<Previewed[]> {
  const [collection] = await db
    .select({ type: collections.type, kind: collections.kind })
    .from(collections)
    .where(eq(collections.id, collectionId));
  const items = await db
    .select({ type: collectionItems.itemType, id: collectionItems.itemId })
    .from(collectionItems)
    .where(
      and(eq(collectionItems.collectionId, collectionId), ne(collectionItems.itemType, 'user')),
    )
    .orderBy((collection?.type === 'static' ? desc : asc)(collectionItems.position))
    .limit(most);
  const idsOf = (type: Previewed['type']) =>
    items.filter((item) => item.type === type).map(({ id }) => id);
  const [works, places, lists] = await Promise.all([
    previewResources(
      db,
      and(
        inArray(resources.id, idsOf('resource')),
        // There an unlisted one never shows.
        collection?.kind === 'resources' ? eq(resources.status, 'LISTED') : undefined,
      ),
      me,
      they,
      now,
    ),
    previewWorkspaces(db, inArray(workspaces.id, idsOf('workspace')), me, they),
    db
      .select({
        id: collections.id,
        name: collections.name,
        // Many are called alike: whose it is tells them apart, where whoever asks may know.
        owner: sql<string | null>`case
          when ${collections.ownerType} = 'user' then ${users.displayName}
          when ${mayOnWorkspace(me, 'read')} then ${workspaces.name} end`.as('owner'),
        seen: mayOnCollection(they, 'read').mapWith(Boolean).as('seen'),
      })
      .from(collections)
      .leftJoin(
        users,
        and(eq(collections.ownerType, 'user'), eq(users.workosUserId, collections.ownerId)),
      )
      .leftJoin(
        workspaces,
        and(eq(collections.ownerType, 'workspace'), eq(workspaces.id, collections.ownerId)),
      )
      .where(and(inArray(collections.id, idsOf('collection')), mayOnCollection(me, 'read'))),
  ]);
  const shown = new Map<string, Previewed>(
    [
      ...works,
      ...places,
      ...lists.map(({ id, name, owner, seen }) => ({
        ...{ type: 'collection' as const, kind: null, state: null, id, seen },
        name: owner === null ? name : `${name}, ${owner}`,
      })),
    ].map((one) => [one.id, one]),
  );
  return items.flatMap(({ id }) => shown.get(id) ?? []);
}

/** Whoever follows or subscribes is signed in as well. */
const audiencesOf: Record<Audience, readonly Audience[]> = {
  guest: ['guest'],
  authenticated: ['authenticated'],
  follower: ['authenticated', 'follower'],
  subscriber: ['authenticated', 'subscriber'],
};

const viewerOf = (viewAs: ViewAs): Viewer =>
  viewAs.type === 'user'
    ? inlineViewer({ userId: viewAs.id })
    : { userId: null, audiences: audiencesOf[viewAs.id] };
