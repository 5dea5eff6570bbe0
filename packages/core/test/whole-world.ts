/** A world with something of everything: the demo scene, and what it has no example of. */
import * as schema from '@vesta-cx/db';
import { newId } from '@vesta-cx/db';
import { batch, insertIgnore, rowsPerInsert, type AnyTable } from '@vesta-cx/db/query';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { seedTables, type SeedTable } from '@vesta-cx/seed/rows';
import { scene } from '@vesta-cx/seed/scene';
import type { Person } from '../src/kernel/index.ts';
import { deletedUserId } from '../src/kernel/index.ts';
import { db } from './make.ts';

/** Stores it. */
export async function wholeWorld(): Promise<void> {
  const rows = await scene({ now: new Date(), renderMarkdown: (markdown) => markdown });
  for (const [name, all] of Object.entries(rows) as [SeedTable, object[]][]) {
    const table = seedTables[name] as AnyTable;
    const size = rowsPerInsert(table);
    const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      all.slice(i * size, (i + 1) * size),
    );
    await batch(db, (q) => chunks.map((chunk) => insertIgnore(q, table, chunk as never)));
  }
  await storeTheRest();
}

async function storeTheRest(): Promise<void> {
  // Other tests have things in this database too, and engines list what has no order as they like.
  const { workspaces, resources, collections, users } = schema;
  const [[home], [held], [listener]] = await batch(db, (q) => [
    q
      .select({
        id: workspaces.id,
        ownerId: workspaces.ownerId,
        resourceId: sql<string>`${resources.id}`.as('resource_id'),
      })
      .from(workspaces)
      .innerJoin(resources, eq(resources.workspaceId, workspaces.id))
      .where(eq(workspaces.ownerType, 'organization'))
      .orderBy(asc(resources.id))
      .limit(1),
    q
      .select()
      .from(collections)
      .where(eq(collections.type, 'manual'))
      .orderBy(asc(collections.id))
      .limit(1),
    q
      .select()
      .from(users)
      .where(ne(users.workosUserId, deletedUserId))
      .orderBy(asc(users.workosUserId))
      .limit(1),
  ]);
  const [user, workspace, collection] = [listener!.workosUserId, home!.id, held!.id];
  const owners = [
    { ownerType: 'user', ownerId: user },
    { ownerType: 'organization', ownerId: home!.ownerId },
    { ownerType: 'workspace', ownerId: workspace },
  ] as const;
  const items = [
    { itemType: 'user', itemId: user },
    { itemType: 'workspace', itemId: workspace },
    { itemType: 'resource', itemId: home!.resourceId },
  ] as const;
  const objects = [
    { objectType: 'organization', objectId: home!.ownerId },
    { objectType: 'collection', objectId: collection },
  ] as const;
  const keyIds = owners.map(() => newId());
  await batch(db, (q) => [
    q.insert(schema.idempotencyKeys).values(
      [user, ...keyIds].map((callerId) => ({
        callerId,
        key: 'once',
        fingerprint: '0'.repeat(64),
        mintedId: newId(),
      })),
    ),
    q.insert(schema.apiKeys).values(
      owners.map((owner, i) => ({
        ...owner,
        id: keyIds[i]!,
        createdBy: user,
        // Whatever a key is for, another may have made it.
        parentId: i === 0 ? null : keyIds[0]!,
        name: 'Site builder',
        hash: `${i}`.repeat(64),
        hint: 'x1Y2',
        scopes: [],
      })),
    ),
    q.insert(schema.collectionItemFilters).values(
      items.map((item) => ({
        ...item,
        collectionId: collection,
        engagementAction: 'like' as const,
        isVisible: false,
      })),
    ),
    q.insert(schema.permissions).values(
      objects.map((object) => ({
        ...object,
        id: newId(),
        subjectType: 'user' as const,
        subjectId: user,
        action: 'read',
        value: 'allow' as const,
      })),
    ),
  ]);
}

/** Somebody who may do everything with what this owner has. */
export async function ownerOf({
  ownerType,
  ownerId,
}: {
  ownerType: 'user' | 'organization' | 'workspace';
  ownerId: string;
}): Promise<Person> {
  if (ownerType === 'user') return { userId: ownerId };
  if (ownerType === 'workspace') {
    const [home] = await db
      .select()
      .from(schema.workspaces)
      .where(eq(schema.workspaces.id, ownerId));
    return ownerOf(home!);
  }
  const { organizationId, role, userId } = schema.organizationMembers;
  const [admin] = await db
    .select({ userId })
    .from(schema.organizationMembers)
    .where(and(eq(organizationId, ownerId), eq(role, 'admin')));
  return admin!;
}
