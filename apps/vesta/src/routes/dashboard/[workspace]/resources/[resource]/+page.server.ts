import { page } from '$lib/server/request-context';
import { editActions } from '$lib/server/resource-actions';
import { fieldsOf } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from './writable';

export const load: PageServerLoad = page(async (event, context) => {
  // A page's data can be asked for without its layout's: the right is asked for here as well.
  const { id } = await writable(event, context);
  const view = await resources.read(context.db, context.principal, id);
  return {
    fields: fieldsOf(view),
    version: view.version,
    rendered: view.post?.bodyHtml,
    saved: event.url.searchParams.get('saved'),
    host: event.url.host,
  };
});

const { save, publish, schedule, unpublish, preview } = editActions<RequestEvent>(writable);

export const actions: Actions = { save, publish, schedule, unpublish, preview };
