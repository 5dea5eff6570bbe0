import { action, page } from '$lib/server/request-context';
import { parseForm, queryOf, textOf } from '$lib/server/form';
import { choiceOf, ownerIn, withOwnerField } from '$lib/server/owners';
import { requirePerson } from '@vesta-cx/core';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/**
 * With `?name=` the name is filled in: what somebody typed on the front page before signing in.
 * With `?owner=` an organization is chosen as the owner.
 */
export const load: PageServerLoad = page(async ({ url }, { db, principal, mint }) => {
  requirePerson(principal);
  const owners = await workspaces.possibleOwners(db, principal);
  return {
    id: await mint('workspace'),
    host: url.host,
    name: queryOf(url.searchParams, 120, 'name') ?? undefined,
    owners: owners.map(choiceOf),
    owner: owners.find(({ id }) => id === url.searchParams.get('owner'))?.id ?? 'user',
  };
});

export const actions: Actions = {
  default: action(async (_event, { db, principal, form, minted }) => {
    const input = parseForm(workspaces.createWorkspaceSchema, {
      name: form.get('name') ?? '',
      slug: textOf(form, 'slug') ?? undefined,
      description: textOf(form, 'description'),
      visibility: textOf(form, 'visibility') ?? undefined,
      ...ownerIn(form),
    });
    const id = await minted('workspace');
    const workspace = await withOwnerField(() =>
      workspaces.create(db, principal, { ...input, id }),
    );
    redirect(303, `/dashboard/${workspace.slug}?claimed`);
  }),
};
