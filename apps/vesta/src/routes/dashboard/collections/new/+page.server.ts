import { action, page } from '$lib/server/request-context';
import { parseForm, textOf } from '$lib/server/form';
import { withOwnerField } from '$lib/server/owners';
import * as collections from '@vesta-cx/core/collections';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Who the collection can belong to: the person, or a workspace they may write. */
export const load: PageServerLoad = page(async ({ url, locals }, { db, principal, mint }) => {
  const { items } = await workspaces.list(db, principal, { access: 'write', limit: 100 });
  const wanted = url.searchParams.get('owner');
  return {
    id: await mint('collection'),
    owners: [
      { value: 'user', label: `You, ${locals.user!.displayName}` },
      ...withActor(items, locals.actor).map(({ id, name }) => ({ value: id, label: name })),
    ],
    owner: items.find(({ slug }) => slug === wanted)?.id ?? locals.actor?.id ?? 'user',
  };
});

/** Adds whom they act as, also when they may write more workspaces than are listed. */
function withActor(
  items: { id: string; name: string }[],
  actor: App.Locals['actor'],
): { id: string; name: string }[] {
  return !actor || items.some(({ id }) => id === actor.id) ? items : [actor, ...items];
}

export const actions: Actions = {
  default: action(async (_event, { db, principal, form, minted }) => {
    const owner = textOf(form, 'owner') ?? 'user';
    const input = parseForm(collections.createCollectionSchema, {
      name: form.get('name') ?? '',
      slug: textOf(form, 'slug') ?? undefined,
      description: textOf(form, 'description'),
      status: textOf(form, 'status') ?? undefined,
      ...(owner === 'user' ? {} : { ownerType: 'workspace', ownerId: owner }),
    });
    const mintedId = await minted('collection');
    const { id } = await withOwnerField(() =>
      collections.create(db, principal, { ...input, id: mintedId }),
    );
    redirect(303, `/dashboard/collections/${id}`);
  }),
};
