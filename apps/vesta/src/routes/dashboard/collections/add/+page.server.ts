import { action, page } from '$lib/server/request-context';
import { parseForm } from '$lib/server/form';
import { readEntityRow } from '$lib/server/find-entities';
import { notFound } from '@vesta-cx/core';
import * as collections from '@vesta-cx/core/collections';
import type { Actions, PageServerLoad } from './$types';

/** Returns what the address says is to be kept: `?type=resource&id=…`. Anything else is not there. */
function refIn(url: URL): collections.ItemRef {
  const { success, data } = collections.itemRefSchema.safeParse({
    itemType: url.searchParams.get('type'),
    itemId: url.searchParams.get('id'),
  });
  if (!success) throw notFound('page');
  return data;
}

/** The person's collections, and which of them hold the entity. */
export const load: PageServerLoad = page(async ({ url }, context) => {
  const { db, principal, paged } = context;
  const ref = refIn(url);
  const [entity, { items, next }] = await Promise.all([
    readEntityRow(context, ref),
    paged({}, (cursor) => collections.list(db, principal, { access: 'write', limit: 50, cursor })),
  ]);
  const ids = items.map(({ collection }) => collection.id);
  const held = await collections.holdersAmong(db, ids, ref);
  return {
    entity,
    newId: await context.mint('collection'),
    collections: items.map(({ collection, owner }) => ({
      id: collection.id,
      name: collection.name,
      itemCount: collection.itemCount,
      owner: owner.id === principal.userId ? null : owner.name,
      held: held.has(collection.id),
    })),
    next,
    cursor: url.searchParams.get('cursor'),
  };
});

export const actions: Actions = {
  add: action(async ({ url }, { db, principal, form }) => {
    const id = String(form.get('collection'));
    const { collection } = await collections.authorizeDashboard(db, principal, id);
    await collections.addItem(db, principal, collection, refIn(url));
    return { done: `It is now in ${collection.name}.` };
  }),
  remove: action(async ({ url }, { db, principal, form }) => {
    const id = String(form.get('collection'));
    const { collection } = await collections.authorizeDashboard(db, principal, id);
    await collections.removeItem(db, collection, refIn(url));
    return { done: `It is no longer in ${collection.name}.` };
  }),
  create: action(async ({ url, locals }, { db, principal, form, minted }) => {
    const input = parseForm(collections.createCollectionSchema, {
      name: form.get('name') ?? '',
      ...(locals.actor ? { ownerType: 'workspace', ownerId: locals.actor.id } : {}),
    });
    const id = await minted('collection');
    const made = await collections.create(db, principal, { ...input, id });
    const { collection } = await collections.authorizeDashboard(db, principal, made.id);
    await collections.addItem(db, principal, collection, refIn(url));
    return { done: `It is the first item in ${collection.name}.` };
  }),
};
