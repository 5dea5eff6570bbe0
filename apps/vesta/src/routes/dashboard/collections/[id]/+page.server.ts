import { itemData } from '$lib/components/collections/item';
import { action, page, type FormDoor } from '$lib/server/door';
import { parseForm, queryOf, textOf, versionOf } from '$lib/server/form';
import { findThings } from '$lib/server/things';
import * as collections from '@vesta-cx/core/collections';
import type { Actions, PageServerLoad } from './$types';

const pageSize = 100;

/** What is in the collection, and with `?q=` what could be. */
export const load: PageServerLoad = page(async ({ params, url }, door) => {
  const { db, principal, paged } = door;
  const { collection } = await collections.authorizeDashboard(db, principal, params.id);
  const q = queryOf(url.searchParams, 500) ?? '';
  const [{ items, next }, found] = await Promise.all([
    paged({}, (cursor) =>
      collections.items(db, principal, collection, { limit: pageSize, cursor }),
    ),
    q ? findThings(door, q, url) : null,
  ]);
  const held = found && (await collections.heldBy(db, collection, found.things));
  return {
    items: items.map(itemData),
    next,
    cursor: url.searchParams.get('cursor'),
    q,
    found: found && {
      problem: found.problem,
      things: found.things
        .filter(({ itemId }) => itemId !== collection.id)
        .map((thing) => ({ ...thing, held: held!(thing) })),
    },
  };
});

const writable = async ({ db, principal }: FormDoor, id: string) =>
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
  add: action(async ({ params }, door) => {
    const collection = await writable(door, params.id);
    const ref = refOf(door.form);
    await collections.addItem(door.db, door.principal, collection, ref);
    return { done: 'added' as const, ref };
  }),
  remove: action(async ({ params }, door) => {
    const collection = await writable(door, params.id);
    const ref = refOf(door.form);
    await collections.removeItem(door.db, collection, ref);
    return { done: 'removed' as const, ref };
  }),
  move: action(async ({ params }, door) => {
    const collection = await writable(door, params.id);
    const ref = refOf(door.form);
    const place = { before: anchorOf(door.form, 'before'), after: anchorOf(door.form, 'after') };
    await collections.moveItem(door.db, collection, ref, place);
    return { done: 'moved' as const, ref };
  }),
  note: action(async ({ params }, door) => {
    const collection = await writable(door, params.id);
    const ref = refOf(door.form);
    const { note } = parseForm(collections.updateItemSchema, { note: textOf(door.form, 'note') });
    await collections.annotate(door.db, collection, ref, note ?? null, versionOf(door.form));
    return { done: 'noted' as const, ref };
  }),
};
