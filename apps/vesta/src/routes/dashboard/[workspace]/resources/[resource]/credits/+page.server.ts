import { arrange, rowsOf, type Row } from '$lib/components/resources/editor/rows';
import { action, page } from '$lib/server/request-context';
import { parseForm, versionOf } from '$lib/server/form';
import { rowErrors, staleRows, type RowsAnswer } from '$lib/server/resource-rows';
import { invalid } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from '../writable';

const fields = ['who', 'role'] as const;
const blank: Row = { who: '', role: '' };

export const load: PageServerLoad = page(async (event, context) => {
  const { id } = await writable(event, context);
  const { authors, hiddenCredits, version } = await resources.read(
    context.db,
    context.principal,
    id,
  );
  return {
    version,
    hidden: hiddenCredits,
    rows: authors.map(({ type, slug, role }) => ({
      who: type === 'user' ? `@${slug}` : slug,
      role: role ?? '',
    })),
    names: Object.fromEntries(
      authors.map(({ type, slug, name }) => [type === 'user' ? `@${slug}` : slug, name]),
    ),
  };
});

export const actions: Actions = {
  save: action<RequestEvent, RowsAnswer>(async (event, context) => {
    const { db, principal, form } = context;
    const resource = await writable(event, context);
    const { authors: present } = await resources.read(db, principal, resource.id);
    const rows = rowsOf(form, fields);
    const filled = rows.map((row, i) => ({ row, i })).filter(({ row }) => row.who);
    return staleRows(
      rows,
      async () => {
        const authors = await Promise.all(
          filled.map(async ({ row: { who = '', role }, i }) => {
            const before = present.find(
              ({ type, slug }) => who === (type === 'user' ? `@${slug}` : slug),
            );
            const actor = before ?? (await resources.findAuthor(db, principal, who));
            if (!actor)
              throw invalid([{ path: `who.${i}`, message: `Nobody has the address ${who}` }]);
            return { type: actor.type, id: actor.id, role: role || null };
          }),
        );
        const input = rowErrors('who', filled, () => parseForm(resources.authorsSchema, authors));
        await resources.replaceAuthors(db, principal, resource, input, {
          expected: versionOf(form),
          dropHidden: form.has('dropHidden'),
        });
      },
      async () => (await writable(event, context)).version,
    );
  }),
  arrange: action<RequestEvent, { rows: Row[] }>(async (event, context) => {
    await writable(event, context);
    const command = String(context.form.get('arrange'));
    return { rows: arrange(rowsOf(context.form, fields), command, blank) };
  }),
};
