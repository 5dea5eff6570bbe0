import { action } from '$lib/server/request-context';
import { parseForm, textOf, versionOf } from '$lib/server/form';
import * as collections from '@vesta-cx/core/collections';
import type { Actions } from './$types';

export const actions: Actions = {
  default: action(async ({ params }, { db, principal, form }) => {
    const { collection } = await collections.authorizeDashboard(db, principal, params.id);
    const patch = parseForm(collections.updateCollectionSchema, {
      name: form.get('name') ?? '',
      slug: form.get('slug') ?? '',
      description: textOf(form, 'description'),
      status: textOf(form, 'status') ?? undefined,
    });
    await collections.update(db, collection, patch, versionOf(form));
    return { saved: true };
  }),
};
