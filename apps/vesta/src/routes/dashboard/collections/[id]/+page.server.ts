import { itemData } from '$lib/components/collections/item';
import { action, page, type ActionContext } from '$lib/server/request-context';
import { parseForm, queryOf, textOf, versionOf } from '$lib/server/form';
import { findEntities } from '$lib/server/find-entities';
import * as collections from '@vesta-cx/core/collections';
import type { Actions, PageServerLoad } from './$types';

const pageSize = 100;

/** What is in the collection, and with `?q=` what could be. */
export const load: PageServerLoad = page(async ({ params, url }, context) => {
  const { db, principal, paged } = context;
  const { collection } = await collections.authorizeDashboard(db, principal, params.id);
  const q = queryOf(url.searchParams, 500) ?? '';
  const [{ items, next }, found] = await Promise.all([
    paged({}, (cursor) =>
      collections.items(db, principal, collection, { limit: pageSize, cursor }),
    ),
    q ? findEntities(context, q, url) : null,
  ]);
  const held = found && (await collections.itemsHeldBy(db, collection, found.entities));
  return {
    items: items.map(itemData),
    next,
    cursor: url.searchParams.get('cursor'),
    q,
    found: found && {
      problem: found.problem,
      entities: found.entities
        .filter(({ itemId }) => itemId !== collection.id)
        .map((entity) => ({ ...entity, held: held!(entity) })),
    },
  };
});

const writable = async ({ db, principal }: ActionContext, id: string) =>
  (await collections.authorizeDashboard(db, principal, id)).collection;

const refOf = (form: FormData) =>
  parseForm(collections.itemRefSchema, {
    itemType: form.get('itemType'),
    itemId: form.get('itemId'),
  });

/** The item that a button names: `resource 0199…`. */
function anchorOf(form: FormData, name: 'before' | 'after') {
  const text = textOf(form, name);
  if (!text) return undefined;
  const [itemType, itemId] = text.split(' ');
  return parseForm(collections.itemRefSchema, { itemType, itemId });
}

export const actions: Actions = {
  add: action(async ({ params }, context) => {
    const collection = await writable(context, params.id);
    const ref = refOf(context.form);
    await collections.addItem(context.db, context.principal, collection, ref);
    return { done: 'added' as const, ref };
  }),
  remove: action(async ({ params }, context) => {
    const collection = await writable(context, params.id);
    const ref = refOf(context.form);
    await collections.removeItem(context.db, collection, ref);
    return { done: 'removed' as const, ref };
  }),
  move: action(async ({ params }, context) => {
    const collection = await writable(context, params.id);
    const ref = refOf(context.form);
    const place = {
      before: anchorOf(context.form, 'before'),
      after: anchorOf(context.form, 'after'),
    };
    await collections.moveItem(context.db, collection, ref, place);
    return { done: 'moved' as const, ref };
  }),
  note: action(async ({ params }, context) => {
    const collection = await writable(context, params.id);
    const ref = refOf(context.form);
    const { note } = parseForm(collections.updateItemSchema, {
      note: textOf(context.form, 'note'),
    });
    await collections.annotate(context.db, collection, ref, note ?? null, versionOf(context.form));
    return { done: 'noted' as const, ref };
  }),
};
