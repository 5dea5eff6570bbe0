import {
  actorTypes,
  collectionItemTypes,
  collectionTypes,
  listingStatuses,
  resourceTypes,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { daySchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import { idText, isoDate, listQuery, operation, slugText } from '../http/index.ts';
import { notFound, type Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import type { ShownCollection } from './chain.ts';
import * as commands from './item-commands.ts';
import * as reads from './items.ts';
import * as queries from './queries.ts';
import { addItemSchema, updateItemSchema } from './schemas.ts';
import type { ItemRef } from './cards.ts';

const owner = z.object({
  type: z.enum(actorTypes),
  id: z.string(),
  slug: slugText,
  name: z.string(),
  avatarUrl: z.string().nullable(),
});
const actor = { id: z.string(), slug: slugText, name: z.string() };
const about = { description: z.string().nullable(), avatarUrl: z.string().nullable() };

/** What an item names, as much of it as a card shows. */
export const thingOutput = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('resource'),
      id: z.string(),
      slug: slugText,
      resourceType: z.enum(resourceTypes),
      title: z.string().nullable(),
      excerpt: z.string().nullable(),
      status: z.enum(listingStatuses),
      publishedAt: isoDate.nullable(),
      releaseDate: daySchema.nullable(),
      coverUrl: z.string().nullable(),
      home: owner,
    })
    .meta({ id: 'ResourceCard' }),
  z
    .object({
      type: z.literal('collection'),
      id: z.string(),
      slug: slugText,
      name: z.string(),
      description: z.string().nullable(),
      collectionType: z.enum(collectionTypes),
      status: z.enum(listingStatuses),
      itemCount: z.int().nullable(),
      owner,
    })
    .meta({ id: 'CollectionCard' }),
  z.object({ type: z.literal('workspace'), ...actor, ...about }).meta({ id: 'WorkspaceCard' }),
  z.object({ type: z.literal('user'), ...actor, ...about }).meta({ id: 'UserCard' }),
]);

/** An item of a collection as the API shows it. */
const itemOutput = z
  .object({
    itemType: z.enum(collectionItemTypes),
    itemId: z.string(),
    position: z.string(),
    note: z.string().nullable(),
    addedAt: isoDate,
    thing: thingOutput,
  })
  .meta({ id: 'CollectionItem' });

const itemParams = z.object({
  collection: idText,
  itemType: z.enum(collectionItemTypes),
  itemId: idText,
});

const path = '/collections/{collection}/items';
const itemPath = `${path}/{itemType}/{itemId}` as const;

export const listItems = operation({
  id: 'collections.listItems',
  method: 'GET',
  path,
  tag: 'collections',
  summary: 'List what is in a collection',
  description:
    'In the order of the collection; static ones newest first. What the caller may not see is left out; after a long run of that a page may be shorter than asked, or empty, and still have a next one.',
  scope: 'collections:read',
  confined: true,
  auth: 'optional',
  kind: 'list',
  query: listQuery(),
  output: itemOutput,
  handler: async ({ db, principal, params, query }) => {
    const collection = await queries.read(db, principal, params.collection);
    return reads.items(db, principal, collection, query);
  },
});

export const addItem = operation({
  id: 'collections.addItem',
  method: 'POST',
  path,
  tag: 'collections',
  summary: 'Put something into a collection',
  description:
    'At the end, or `before` or `after` another item. What is there already stays as it is.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'create',
  finds: true,
  body: addItemSchema,
  output: itemOutput,
  allowed: ({ db, principal, params }) =>
    queries.authorize(db, principal, params.collection, 'write'),
  handler: async ({ db, principal, params, body }) => {
    const collection = await queries.authorize(db, principal, params.collection, 'write');
    const { version, changed: created } = await commands.addItem(db, principal, collection, body);
    const value = await shown(db, principal, collection, body);
    const { itemType, itemId } = value;
    return {
      value,
      version,
      created,
      location: `/collections/${collection.id}/items/${itemType}/${itemId}`,
    };
  },
});

export const readItem = operation({
  id: 'collections.readItem',
  method: 'GET',
  path: itemPath,
  tag: 'collections',
  summary: 'Get one item of a collection',
  description: 'Its ETag is that of the collection.',
  scope: 'collections:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  params: itemParams,
  output: itemOutput,
  handler: async ({ db, principal, params }) => {
    const collection = await queries.read(db, principal, params.collection);
    const value = await shown(db, principal, collection, params);
    return { value, version: collection.version };
  },
});

export const updateItem = operation({
  id: 'collections.updateItem',
  method: 'PATCH',
  path: itemPath,
  tag: 'collections',
  summary: 'Move or annotate an item',
  description: 'Moves it `before` or `after` another item, and changes its `note`.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'update',
  params: itemParams,
  body: updateItemSchema,
  output: itemOutput,
  handler: async ({ db, principal, params, body, ifMatch }) => {
    const collection = await queries.authorize(db, principal, params.collection, 'write');
    const { version } = await commands.updateItem(db, collection, params, body, ifMatch);
    return { value: await shown(db, principal, collection, params), version };
  },
});

export const removeItem = operation({
  id: 'collections.removeItem',
  method: 'DELETE',
  path: itemPath,
  tag: 'collections',
  summary: 'Take something out of a collection',
  description: 'What the item stands for stays as it is. For who may write the collection.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'delete',
  params: itemParams,
  handler: async ({ db, principal, params, ifMatch }) => {
    const collection = await queries.authorize(db, principal, params.collection, 'write');
    const ref = { itemType: params.itemType, itemId: params.itemId };
    if (!(await commands.removeItem(db, collection, ref, ifMatch))) throw notFound('item');
  },
});

async function shown(
  db: Database,
  principal: Principal,
  collection: Authorized<'read', ShownCollection>,
  ref: ItemRef,
): Promise<reads.Item> {
  const item = await reads.item(db, principal, collection, ref);
  if (!item) throw notFound('item');
  return item;
}
