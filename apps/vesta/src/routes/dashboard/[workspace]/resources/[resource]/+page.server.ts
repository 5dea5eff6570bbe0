import { page } from '$lib/server/door';
import { editActions } from '$lib/server/resource-actions';
import { fieldsOf } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from './writable';

export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const view = await resources.read(db, principal, params.resource);
  return {
    fields: fieldsOf(view),
    version: view.version,
    rendered: view.post?.bodyHtml,
    saved: url.searchParams.get('saved'),
    host: url.host,
  };
});

const { save, publish, schedule, unpublish, preview } = editActions<RequestEvent>(writable);

export const actions: Actions = { save, publish, schedule, unpublish, preview };
