import { page } from '$lib/server/door';
import { editActions } from '$lib/server/resource-actions';
import { fieldsOf } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { own } from './own';

export const load: PageServerLoad = page(async (event, door) => {
  const { id } = await own(event, door, 'write');
  const view = await resources.read(door.db, door.principal, id);
  const { version, publishedAt, path } = view;
  return { id, version, publishedAt, path, fields: fieldsOf(view) };
});

const { save, publish, schedule, unpublish } = editActions<RequestEvent>((event, door) =>
  own(event, door, 'write'),
);

export const actions: Actions = { save, publish, schedule, unpublish };
