import { action } from '$lib/server/door';
import { mintedIdOf, parseForm, textOf } from '$lib/server/form';
import * as workspaces from '@vesta-cx/core/workspaces';
import { newId } from '@vesta-cx/db';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** With `?name=` the name is filled in: what somebody typed on the front page before signing in. */
export const load: PageServerLoad = ({ url }) => ({
  id: newId(),
  host: url.host,
  name: url.searchParams.get('name')?.slice(0, 120),
});

export const actions: Actions = {
  default: action(async (_event, { db, principal, form }) => {
    const input = parseForm(workspaces.createWorkspaceSchema, {
      name: form.get('name') ?? '',
      slug: textOf(form, 'slug') ?? undefined,
      description: textOf(form, 'description'),
      visibility: textOf(form, 'visibility') ?? undefined,
    });
    const workspace = await workspaces.create(db, principal, { ...input, id: mintedIdOf(form) });
    redirect(303, `/dashboard/${workspace.slug}?claimed`);
  }),
};
