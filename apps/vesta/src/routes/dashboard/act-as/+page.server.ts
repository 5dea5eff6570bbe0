import { forgetActor, rememberActor } from '$lib/server/actor';
import { action, page } from '$lib/server/request-context';
import { queryOf, textOf } from '$lib/server/form';
import * as actors from '@vesta-cx/core/actors';
import * as workspaces from '@vesta-cx/core/workspaces';
import { safeReturnTo } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** The person, and every workspace on which they may write. */
export const load: PageServerLoad = page(async ({ url }, { db, principal, paged }) => {
  const q = queryOf(url.searchParams, 120) || undefined;
  const access = 'write' as const;
  const { items, next, isFirst } = await paged({ q }, (cursor) =>
    workspaces.list(db, principal, { limit: 24, access, q, cursor }),
  );
  return {
    workspaces: items.map(({ id, slug, name, avatarUrl }) => ({ id, slug, name, avatarUrl })),
    q: q ?? null,
    next,
    isFirst,
    returnTo: safeReturnTo(url.searchParams.get('returnTo')),
  };
});

export const actions: Actions = {
  default: action(async (event, { db, principal, form }) => {
    const { url } = event;
    const id = textOf(form, 'workspace') ?? actors.asThemself;
    if (id === actors.asThemself) {
      forgetActor(event);
    } else {
      const workspace = await workspaces.authorizeDashboard(db, principal, id, 'write');
      // Its id, also where the form had its address: that may change.
      rememberActor(event, workspace.id);
    }
    redirect(303, safeReturnTo(url.searchParams.get('returnTo')));
  }),
};
