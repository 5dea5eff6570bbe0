/** A world in which everything is about one person. */
import * as schema from '@vesta-cx/db';
import { newId } from '@vesta-cx/db';
import type { AnyTable } from '@vesta-cx/db/query';
import { inArray } from 'drizzle-orm';
import type { Person } from '../src/kernel/index.ts';
import { collection, resourceRow } from './collections.ts';
import { db, workspace } from './make.ts';
import { join, organization } from './teams.ts';

/**
 * Stores rows that refer in each way to what is Ada's, and for the rest to what is Emil's. The
 * keys of what is Ada's, by table.
 */
export async function fullFixture(ada: Person, emil: Person): Promise<Map<AnyTable, Set<unknown>>> {
  const { id: org } = await organization();
  await join(org, ada);
  const [home, away] = [await workspace(ada), await workspace(emil)];
  const [kept, theirs] = [await collection(ada), await collection(emil)];
  const made = { ownerType: 'user', ownerId: ada.userId } as const;
  const [song, album, post] = [
    await resourceRow(home),
    await resourceRow(home, { type: 'album' }),
    await resourceRow(home, { type: 'post' }),
  ];
  const [lent, single, sampler] = [
    await resourceRow(away, { workspaceId: home.id }),
    await resourceRow(away),
    await resourceRow(away, { type: 'album' }),
  ];
  await db.insert(schema.songs).values([song, lent, single].map(({ id }) => ({ resourceId: id })));
  await db.insert(schema.albums).values([album, sampler].map(({ id }) => ({ resourceId: id })));
  await db.insert(schema.posts).values({ resourceId: post.id, body: 'b', bodyHtml: '<p>b</p>' });
  await db.insert(schema.resourceUrls).values({
    ...{ resourceId: song.id, position: 0, name: 'Listen', url: 'https://example.com/' },
  });
  await db.insert(schema.albumSongs).values([
    { albumResourceId: album.id, songResourceId: single.id, trackNumber: 1 },
    { albumResourceId: sampler.id, songResourceId: song.id, trackNumber: 1 },
  ]);
  const below = { homeType: 'workspace', homeId: home.id, objectType: 'resource' } as const;
  await db.insert(schema.formerSlugs).values([
    { ...below, objectId: song.id, slug: 'old-song' },
    { ...below, objectId: lent.id, slug: 'old-loan' },
    {
      ...{ homeType: 'user' as const, homeId: ada.userId, slug: 'old-picks' },
      ...{ objectType: 'collection' as const, objectId: kept.id },
    },
  ]);
  await db.insert(schema.resourceAuthors).values([
    { resourceId: post.id, authorType: 'user', authorId: emil.userId },
    { resourceId: single.id, authorType: 'user', authorId: ada.userId, role: 'remixer' },
    { resourceId: single.id, authorType: 'workspace', authorId: home.id },
  ]);

  const [ours, editors] = [newId(), newId()];
  const team = { organizationId: org, searchKey: 'team' };
  await db.insert(schema.teams).values([
    { ...team, id: ours, name: 'Ada’s', ownerId: ada.userId },
    { ...team, id: editors, name: 'Emil’s', ownerId: emil.userId },
  ]);
  const words = { inside: false, token: 'song', scope: '' };
  await db.insert(schema.searchEntries).values([
    { ...words, objectType: 'resource', objectId: song.id },
    { ...words, objectType: 'team', objectId: ours },
  ]);
  await db.insert(schema.teamUsers).values([
    { teamId: ours, userId: emil.userId },
    { teamId: editors, userId: ada.userId },
  ]);
  const slug = `feature-${newId().slice(-12)}`;
  await db.insert(schema.features).values({ slug, name: 'Feature', category: 'content' });
  await db.insert(schema.userFeatures).values({ userId: ada.userId, featureSlug: slug });
  await db.insert(schema.userSubscriptions).values({ userId: ada.userId, activeFeatures: [slug] });

  const things = [
    { itemType: 'user', itemId: ada.userId },
    { itemType: 'workspace', itemId: home.id },
    { itemType: 'resource', itemId: post.id },
    { itemType: 'collection', itemId: kept.id },
  ] as const;
  const places = [
    { collectionId: kept.id, itemType: 'user' as const, itemId: emil.userId },
    ...things.map((item) => ({ collectionId: theirs.id, ...item })),
  ];
  await db
    .insert(schema.collectionItems)
    .values(places.map((place, n) => ({ ...place, position: `a${n}` })));
  await db.insert(schema.collectionItemFilters).values(
    places.map((place) => ({
      ...place,
      ...({ engagementAction: 'like', isVisible: false } as const),
    })),
  );

  const [said, answered] = [newId(), newId()];
  const about = { objectType: 'workspace', objectId: away.id } as const;
  const byAda = { subjectType: 'user', subjectId: ada.userId } as const;
  const byEmil = { subjectType: 'user', subjectId: emil.userId } as const;
  await db.insert(schema.engagements).values([
    { id: said, ...byAda, ...about, action: 'comment', occurrence: said },
    { id: answered, ...byEmil, ...about, action: 'comment', occurrence: answered },
    { subjectType: 'workspace', subjectId: home.id, ...about, action: 'follow' },
    ...things.map(({ itemType: objectType, itemId: objectId }) => ({
      ...byEmil,
      ...{ action: 'like' as const, objectType, objectId },
    })),
  ]);
  await db.insert(schema.engagementComments).values([
    { engagementId: said, text: 'First' },
    { engagementId: answered, text: 'Second', parentId: said },
  ]);
  await db.insert(schema.engagementMentions).values([
    { engagementId: said, mentionedType: 'user', mentionedId: emil.userId },
    { engagementId: answered, mentionedType: 'user', mentionedId: ada.userId },
    { engagementId: answered, mentionedType: 'workspace', mentionedId: home.id },
  ]);

  const allow = { action: 'read', value: 'allow' } as const;
  await db.insert(schema.permissions).values([
    { ...byAda, ...about, ...allow },
    { subjectType: 'team', subjectId: ours, ...about, ...allow },
    { ...byEmil, objectType: 'workspace', objectId: home.id, ...allow },
    { ...byEmil, objectType: 'resource', objectId: post.id, ...allow },
    { ...byEmil, objectType: 'collection', objectId: kept.id, ...allow },
  ]);

  const key = newId();
  const keyed = () => ({ name: 'Key', hash: newId(), hint: 'x1Y2', scopes: [] });
  const ofEmil = { createdBy: emil.userId };
  await db
    .insert(schema.apiKeys)
    .values([
      { ...keyed(), id: key, ownerType: 'organization', ownerId: org, createdBy: ada.userId },
    ]);
  await db.insert(schema.apiKeys).values([
    { ...keyed(), ...ofEmil, ...made },
    { ...keyed(), ...ofEmil, ownerType: 'workspace', ownerId: home.id },
    { ...keyed(), ...ofEmil, ownerType: 'user', ownerId: emil.userId, parentId: key },
  ]);
  await db.insert(schema.idempotencyKeys).values([
    { callerId: ada.userId, key: 'a', fingerprint: 'f', mintedId: post.id },
    { callerId: key, key: 'b', fingerprint: 'f', mintedId: newId() },
  ]);
  await db
    .insert(schema.workosEvents)
    .values({ id: newId(), event: 'user.updated', objectId: ada.userId, occurredAt: new Date() });

  const deed = { means: 'session', action: 'workspace.update', objectType: 'workspace' } as const;
  const there = { ...deed, userId: emil.userId, workspaceId: away.id, objectId: away.id };
  await db.insert(schema.auditEvents).values([
    { ...there, userId: ada.userId },
    { ...there, workspaceId: home.id },
    { ...there, workspaceId: home.id, userId: null, means: 'system' },
    { ...there, objectType: 'user', objectId: ada.userId },
    { ...there, actingAsType: 'workspace', actingAsId: home.id },
    { ...there, means: 'key', keyId: key },
  ]);

  const { users, workspaces, resources, collections, engagements } = schema;
  const owners = [ada.userId, home.id];
  const playlists = await db
    .select({ id: collections.id })
    .from(collections)
    .where(inArray(collections.ownerId, owners));
  const acts = await db
    .select({ id: engagements.id })
    .from(engagements)
    .where(inArray(engagements.subjectId, owners));
  const idsOf = (found: { id: string }[]) => new Set(found.map(({ id }) => id));
  return new Map<AnyTable, Set<unknown>>([
    [users, new Set([ada.userId])],
    [workspaces, idsOf([home])],
    [resources, idsOf([song, album, post])],
    [schema.songs, idsOf([song])],
    [schema.albums, idsOf([album])],
    [collections, idsOf(playlists)],
    [engagements, idsOf(acts)],
    [schema.engagementComments, new Set([said])],
    [schema.teams, new Set([ours])],
    [schema.apiKeys, new Set([key])],
  ]);
}
