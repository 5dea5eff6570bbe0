import { actorTypes, collectionKinds, collectionTypes, listingStatuses } from '@vesta-cx/db';
import { z } from 'zod';
import {
  idText,
  isoDate,
  listQuery,
  operation,
  ownerIn,
  searchText,
  slugText,
} from '../http/index.ts';
import type { ShownCollection } from './chain.ts';
import * as commands from './commands.ts';
import { list as listed } from './list.ts';
import * as queries from './queries.ts';
import { createCollectionSchema, updateCollectionSchema } from './schemas.ts';

export * from './item-operations.ts';

/** A collection as the API shows it. */
const collectionOutput = z
  .object({
    id: z.string(),
    ownerType: z.enum(actorTypes),
    ownerId: z.string(),
    name: z.string(),
    slug: slugText,
    description: z.string().nullable(),
    type: z.enum(collectionTypes),
    kind: z.enum(collectionKinds).nullable(),
    status: z.enum(listingStatuses),
    itemCount: z
      .int()
      .nullable()
      .describe(
        'Null unless you may write the collection: it counts what others may not see as well.',
      ),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Collection' });

export const list = operation({
  id: 'collections.list',
  method: 'GET',
  path: '/collections',
  tag: 'collections',
  summary: 'List collections, newest first',
  description:
    'Listed manual ones that anybody may read, unless `type` says otherwise. With `ownerType` and `ownerId` those of one owner, unlisted ones included for who may write them; with `access=write` those that the caller may edit. With `q`, names in which every word of it begins some word: across owners those that begin so first, else alphabetically.',
  scope: 'collections:read',
  confined: true,
  auth: 'optional',
  kind: 'list',
  query: listQuery({
    q: searchText(120).optional(),
    type: z.array(z.enum(collectionTypes)).min(1).optional(),
    status: z.array(z.enum(listingStatuses)).min(1).optional(),
    ownerType: z.enum(actorTypes).optional(),
    ownerId: idText.optional(),
    access: z.enum(['public', 'write']).optional(),
  }),
  output: collectionOutput,
  handler: async ({ db, principal, query: { ownerType, ownerId, ...query } }) => {
    const owner = ownerIn({ ownerType, ownerId });
    const { items, next } = await listed(db, principal, { ...query, owner });
    return { items: items.map(({ collection }) => collection), next };
  },
});

export const create = operation({
  id: 'collections.create',
  method: 'POST',
  path: '/collections',
  tag: 'collections',
  summary: 'Make a collection',
  description: 'For yourself, or for a workspace that you may write.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'create',
  problems: ['not_found'],
  body: createCollectionSchema.meta({
    id: 'NewCollection',
    examples: [
      {
        name: 'Slow records',
        slug: 'slow-records',
        description: 'For the drive home.',
        status: 'LISTED',
      },
    ],
  }),
  output: collectionOutput,
  allowed: ({ db, principal, body }) => commands.ownerFor(db, principal, body),
  handler: async ({ db, principal, body, id }) => {
    const value = await commands.create(db, principal, { ...body, id });
    return { ...present(value), location: `/collections/${value.id}` };
  },
});

export const read = operation({
  id: 'collections.read',
  method: 'GET',
  path: '/collections/{collection}',
  tag: 'collections',
  summary: 'Get a collection',
  description:
    'How many items it has is told to who may write it, since it counts what others may not see.',
  scope: 'collections:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: collectionOutput,
  handler: async ({ db, principal, params }) => {
    return present(await queries.read(db, principal, params.collection));
  },
});

export const update = operation({
  id: 'collections.update',
  method: 'PATCH',
  path: '/collections/{collection}',
  tag: 'collections',
  summary: 'Change a collection',
  description: 'Changes what the body names. Static collections can not be edited by hand.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'update',
  body: updateCollectionSchema.meta({
    id: 'CollectionChanges',
    examples: [{ description: 'For the drive home.', status: 'UNLISTED' }],
  }),
  output: collectionOutput,
  handler: async ({ db, principal, params, body, ifMatch }) => {
    const collection = await queries.authorize(db, principal, params.collection, 'write');
    return present(await commands.update(db, collection, body, ifMatch));
  },
});

export const remove = operation({
  id: 'collections.delete',
  method: 'DELETE',
  path: '/collections/{collection}',
  tag: 'collections',
  summary: 'Delete a collection',
  description: 'What it holds stays. Static collections can not be deleted.',
  scope: 'collections:write',
  confined: true,
  auth: 'required',
  kind: 'delete',
  handler: async ({ db, principal, params, ifMatch }) => {
    const collection = await queries.authorize(db, principal, params.collection, 'delete');
    await commands.remove(db, collection, ifMatch);
  },
});

const present = (collection: ShownCollection) => ({
  value: collection,
  version: collection.version,
});
