/** Finds what can go into a collection: by words of a name, or by a pasted address of this vesta. */
import { entityRowData, type EntityRowData } from '$lib/components/collections/item';
import { isAppError } from '@vesta-cx/core';
import * as collections from '@vesta-cx/core/collections';
import * as resources from '@vesta-cx/core/resources';
import * as search from '@vesta-cx/core/search';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { CollectionItemType } from '@vesta-cx/db';
import type { RequestContext } from './request-context';

export interface FoundEntities {
  entities: EntityRowData[];
  /** Why there is nothing, when the text was an address. */
  problem: string | null;
}

/** How many entities a search shows. */
const shown = 20;

/** Returns what has the words of `q` in its name, or what is at the address that `q` is. */
export async function findEntities(
  context: RequestContext,
  q: string,
  here: URL,
): Promise<FoundEntities> {
  const address = addressIn(q, here);
  if (!address) return { entities: await byName(context, q), problem: null };
  if (address.host !== here.host) {
    return { entities: [], problem: `Only items on ${here.host} can go into a collection.` };
  }
  try {
    const ref = await refAt(context, address.pathname);
    if (ref) return { entities: [await readEntityRow(context, ref)], problem: null };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'not_found') throw error;
  }
  return { entities: [], problem: 'Nothing that can be collected is at this address.' };
}

/** One entity in the words of a line. Throws `not_found`. */
export const readEntityRow = async (
  { db, principal }: RequestContext,
  ref: collections.ItemRef,
): Promise<EntityRowData> => entityRowData(await collections.card(db, principal, ref));

async function byName({ db, principal }: RequestContext, q: string): Promise<EntityRowData[]> {
  const { items } = await search.find(db, principal, { q, limit: shown });
  return items.map(entityRowData);
}

/** `q` as an address, when it looks like one: names rarely have a slash in them. */
function addressIn(q: string, here: URL): URL | null {
  // Pasting brings invisible characters along.
  const text = q.replace(/\p{Cf}/gu, '').trim();
  const full = text.startsWith('//')
    ? here.protocol + text
    : text.startsWith('/')
      ? here.origin + text
      : text.toLowerCase().startsWith(`${here.host}/`)
        ? `${here.protocol}//${text}`
        : text;
  return /^https?:\/\//i.test(full) && URL.canParse(full) ? new URL(full) : null;
}

/** Returns what the page at a path is about. */
async function refAt(
  { db, principal }: RequestContext,
  path: string,
): Promise<collections.ItemRef | undefined> {
  const parts = path.split('/').filter(Boolean).map(decoded);
  const [first, second, third, fourth] = parts[0]?.startsWith('@')
    ? ['user', parts[0].slice(1), ...parts.slice(1)]
    : parts;
  const ref = (itemType: CollectionItemType, itemId: string) => ({ itemType, itemId });
  if (!first) return undefined;
  if (first === 'user' && second) {
    if (third === 'c' && fourth) {
      const owner = { type: 'user', slug: second } as const;
      const { collection } = await collections.readAt(db, principal, owner, fourth);
      return ref('collection', collection.id);
    }
    return ref('user', (await users.findByHandle(db, second)).workosUserId);
  }
  if (first === 'collections' && second) return ref('collection', second);
  if (second === 'c' && third) {
    const owner = { type: 'workspace', slug: first } as const;
    const { collection } = await collections.readAt(db, principal, owner, third);
    return ref('collection', collection.id);
  }
  if (second && second !== 'collections') {
    return ref('resource', (await resources.locate(db, first, second)).id);
  }
  return ref('workspace', (await workspaces.read(db, principal, first)).id);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
