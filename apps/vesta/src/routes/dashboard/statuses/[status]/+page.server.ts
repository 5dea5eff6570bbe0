import { page } from '$lib/server/door';
import { editActions } from '$lib/server/resource-actions';
import { fieldsOf } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from './writable';

export const load: PageServerLoad = page(async (event, door) => {
  const { id } = await writable(event, door);
  const view = await resources.read(door.db, door.principal, id);
  const { version, publishedAt, path, rights } = view;
  return {
    id,
    version,
    publishedAt,
    path,
    fields: fieldsOf(view),
    mayDelete: rights.delete,
    mayAdmin: rights.admin,
  };
});

const { save, publish, schedule, unpublish } = editActions<RequestEvent>(writable);

export const actions: Actions = { save, publish, schedule, unpublish };
