import { personName } from '$lib/components/actors/public-name';
import { page } from '$lib/server/request-context';
import { editActions } from '$lib/server/resource-actions';
import { fieldsOf } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from './writable';

export const load: PageServerLoad = page(async (event, context) => {
  const { id, ownerId } = await writable(event, context);
  const view = await resources.read(context.db, context.principal, id);
  const { version, publishedAt, path, rights } = view;
  return {
    id,
    version,
    publishedAt,
    path,
    fields: fieldsOf(view),
    owner: personName(await users.find(context.db, ownerId)),
    mayDelete: rights.delete,
    mayAdmin: rights.admin,
  };
});

const { save, publish, schedule, unpublish } = editActions<RequestEvent>(writable);

export const actions: Actions = { save, publish, schedule, unpublish };
