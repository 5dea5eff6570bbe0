import { action, page } from '$lib/server/request-context';
import { newInput, type Timing } from '$lib/server/resource-form';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What the person has posted as themself, and a place to post more, as whomever they act as. */
export const load: PageServerLoad = page(async ({ url }, { db, principal, mint, paged }) => {
  const { items, next, isFirst } = await paged({}, (cursor) =>
    resources.ownStatuses(db, principal, { limit: 30, cursor }),
  );
  return {
    id: await mint('resource'),
    items: items.map(({ id, excerpt, status, publishedAt, path }) => ({
      id,
      text: excerpt ?? '',
      status,
      publishedAt,
      path,
    })),
    next,
    isFirst,
    saved: url.searchParams.get('saved'),
  };
});

const posting = (timing: Timing) =>
  action<RequestEvent, never>(async ({ locals }, { db, principal, form, minted }) => {
    const input = newInput('status', form, timing);
    const id = await minted('resource');
    if (locals.actor) {
      const { id: actorId, slug } = locals.actor;
      const workspace = await workspaces.authorizeDashboard(db, principal, actorId, 'write');
      const made = await resources.create(db, principal, workspace, {
        ...input,
        id,
      });
      redirect(303, `/dashboard/${slug}/resources/${made.id}?saved=${timing}`);
    }
    await resources.createStatus(db, principal, {
      excerpt: input.excerpt ?? '',
      status: input.status,
      publishedAt: input.publishedAt,
      id,
    });
    redirect(303, `/dashboard/statuses?saved=${timing}`);
  });

export const actions: Actions = {
  draft: posting('draft'),
  publish: posting('publish'),
  schedule: posting('schedule'),
};
