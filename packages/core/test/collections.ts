/** Makers for tests about collections. */
import { newId, resources, type Collection, type NewResource, type Resource } from '@vesta-cx/db';
import * as collections from '../src/collections/index.ts';
import type { Person } from '../src/kernel/index.ts';
import { db, workspace } from './make.ts';

let count = 0;

/** A manual collection that `owner` has just made. */
export async function collection(
  owner: Person,
  input: Partial<collections.CreateCollection> = {},
): Promise<Collection> {
  count += 1;
  return collections.create(db, owner, { name: `Collection ${count}`, ...input });
}

/** A row of `resources`: a published song unless said otherwise. */
export async function resourceRow(
  workspace: { id: string; ownerType: NewResource['ownerType']; ownerId: string },
  input: Partial<NewResource> = {},
): Promise<Resource> {
  const id = newId();
  const row: NewResource = {
    id,
    ownerType: workspace.ownerType,
    ownerId: workspace.ownerId,
    workspaceId: workspace.id,
    slug: `song-${id}`,
    type: 'song',
    title: `Song ${id.slice(-4)}`,
    publishedAt: new Date(Date.now() - 60_000),
    searchKey: 'song',
    ...input,
  };
  row.datedAt ??= row.publishedAt;
  await db.insert(resources).values(row);
  const [made] = await db.query.resources.findMany({ where: (t, { eq }) => eq(t.id, id) });
  return made!;
}

/** Names a resource as an item. */
export const song = ({ id }: { id: string }) => ({ itemType: 'resource' as const, itemId: id });

/** Names a collection as an item. */
export const collectionItem = ({ id }: { id: string }) => ({
  itemType: 'collection' as const,
  itemId: id,
});

/** The proof that `who` may write a collection. */
export const mine = (who: Person, { id }: { id: string }) =>
  collections.authorize(db, who, id, 'write');

/** A collection of `n` songs. */
export async function filledCollection(ada: Person, n: number) {
  const home = await workspace(ada);
  const made = await collection(ada);
  const songs = [];
  for (let i = 0; i < n; i += 1) {
    const row = await resourceRow(home);
    songs.push(row);
    await collections.addItem(db, ada, await mine(ada, made), song(row));
  }
  return { made, home, songs };
}

/** The ids that a person sees in a collection, in order, a page at a time. */
export async function seenIn(who: Person | { userId: null }, id: string, limit = 50) {
  const row = await collections.read(db, who, id);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await collections.items(db, who, row, { limit, cursor });
    ids.push(...page.items.map(({ itemId }) => itemId));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
}
