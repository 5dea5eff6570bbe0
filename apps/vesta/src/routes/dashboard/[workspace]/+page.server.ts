import { page } from '$lib/server/request-context';
import { dateOf, kinds } from '$lib/components/resources/card';
import { notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';
import { isView, views } from './views';
import { cutText } from '@vesta-cx/utils/text';

/** Everything that was made in a workspace, by state. */
export const load: PageServerLoad = page(async ({ params, url }, { db, principal, paged }) => {
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
  const view = url.searchParams.get('show') ?? 'everything';
  if (!isView(view)) throw notFound('page');
  const { filter } = views[view];
  const slice = { limit: 30, workspace, credits: false, ...filter };
  const { items, next, isFirst } = await paged({ view }, (cursor) =>
    resources.list(db, principal, { ...slice, cursor }),
  );
  return {
    view,
    items: items.map(({ id, type, title, excerpt, cover, status, path, ...dates }) => ({
      id,
      kind: kinds[type],
      title: title ?? cutText(excerpt ?? '', 140),
      cover,
      status,
      publishedAt: dates.publishedAt,
      // What is scheduled is in the order in which it will appear.
      at: view === 'scheduled' ? dates.publishedAt : dateOf(dates),
      path,
    })),
    next,
    isFirst,
    notice: (['claimed', 'deleted'] as const).find((name) => url.searchParams.has(name)) ?? null,
  };
});
