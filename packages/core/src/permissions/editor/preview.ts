/** "What would they see here?": the newest of what a thing keeps, through somebody else's eyes. */
import { resources, workspaces, type ResourceType } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { Audience } from '@vesta-cx/utils/permissions';
import { and, desc, eq } from 'drizzle-orm';
import { literalAsker, mayOnResource, mayOnWorkspace, provenBy, type Asker } from '../index.ts';
import type { Viewer } from './explain.ts';
import type { Administered } from './objects.ts';

/** Something that the thing keeps, and whether the viewer sees it. */
export interface Previewed {
  type: 'workspace' | 'resource';
  id: string;
  name: string;
  /** Of a resource. */
  kind: ResourceType | null;
  seen: boolean;
}

/** How many are shown. */
const most = 20;

/**
 * The newest resources of a workspace or workspaces of an organization that whoever asks may see,
 * drafts included; nothing of what keeps nothing else.
 */
export async function preview(
  db: Database,
  object: Administered,
  viewer: Viewer,
  now = new Date(),
): Promise<Previewed[]> {
  const me = literalAsker(provenBy(object));
  const they = askerOf(viewer);
  if (object.type === 'workspace') {
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
      .where(and(eq(resources.workspaceId, object.id), mayOnResource(me, 'read')))
      .orderBy(desc(resources.id))
      .limit(most);
    return rows.map(({ id, kind, title, excerpt, publishedAt, reads, writes }) => ({
      type: 'resource',
      id,
      kind,
      name: title ?? excerpt ?? '',
      seen: publishedAt && publishedAt <= now ? reads : writes,
    }));
  }
  if (object.type === 'organization') {
    const rows = await db
      .select({
        id: workspaces.id,
        name: workspaces.name,
        seen: mayOnWorkspace(they, 'read').mapWith(Boolean).as('seen'),
      })
      .from(workspaces)
      .where(
        and(
          eq(workspaces.ownerType, 'organization'),
          eq(workspaces.ownerId, object.id),
          mayOnWorkspace(me, 'read'),
        ),
      )
      .orderBy(desc(workspaces.id))
      .limit(most);
    return rows.map((row) => ({ type: 'workspace', kind: null, ...row }));
  }
  return [];
}

/** Whoever follows or subscribes is signed in as well. */
const audiencesOf: Record<Audience, readonly Audience[]> = {
  guest: ['guest'],
  authenticated: ['authenticated'],
  follower: ['authenticated', 'follower'],
  subscriber: ['authenticated', 'subscriber'],
};

const askerOf = (viewer: Viewer): Asker =>
  viewer.type === 'user'
    ? literalAsker({ userId: viewer.id })
    : { userId: null, audiences: audiencesOf[viewer.id] };
