import { arrange, rowsOf, type Row } from '$lib/components/resources/editor/rows';
import { action, page } from '$lib/server/request-context';
import { isBlank, parseForm, versionOf } from '$lib/server/form';
import { rowErrors, staleRows, type RowsAnswer } from '$lib/server/resource-rows';
import { readableHost, readableUrl } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from '../writable';

const fields = ['url', 'name', 'icon', 'countries'] as const;
const blank: Row = { url: '', name: '', icon: '', countries: '' };

export const load: PageServerLoad = page(async (event, context) => {
  const { id } = await writable(event, context);
  const { urls, version } = await resources.read(context.db, context.principal, id);
  return {
    version,
    rows: urls.map(({ url, name, icon, countries }) => ({
      url: readableUrl(url),
      // A name that is told from the address is left out, so that it follows the address.
      name: readableHost(name) === resources.linkName(url) ? '' : name,
      icon: icon ?? '',
      countries: countries?.join(',') ?? '',
    })),
  };
});

export const actions: Actions = {
  save: action<RequestEvent, RowsAnswer>(async (event, context) => {
    const { db, form } = context;
    const resource = await writable(event, context);
    const rows = rowsOf(form, fields);
    const filled = rows.map((row, i) => ({ row, i })).filter(({ row }) => !isBlank(row.url!));
    return staleRows(
      rows,
      async () => {
        const urls = rowErrors('url', filled, () =>
          parseForm(
            resources.urlsSchema,
            filled.map(({ row: { url, name, icon, countries } }) => ({
              url,
              name: name || undefined,
              icon: icon || null,
              countries: countries ? countries.split(',') : null,
            })),
          ),
        );
        await resources.replaceUrls(db, resource, urls, versionOf(form));
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
