import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page, type RequestContext } from '$lib/server/request-context';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';

/** Cards name the workspace, not everybody who is credited. */
const cards = { credits: false };

/** What is out; for those signed in also the way back to their own work. */
export const load: PageServerLoad = page(async ({ url }, context) => {
  const { db, principal } = context;
  const signedIn = principal.userId !== null;
  const [releases, posts, newcomers, mine] = await Promise.all([
    resources.list(db, principal, { ...cards, type: ['song', 'album'], limit: 12 }),
    resources.list(db, principal, { ...cards, type: ['post'], limit: 4 }),
    signedIn ? null : workspaces.list(db, principal, { limit: 6 }),
    signedIn ? ownWork(context) : null,
  ]);
  return {
    host: url.host,
    releases: releases.items.map(cardOf),
    posts: posts.items.map(cardOf),
    workspaces: newcomers?.items.map(workspaceCardOf) ?? [],
    mine,
  };
});

async function ownWork({ db, principal }: RequestContext) {
  const [{ items, next }, drafts] = await Promise.all([
    workspaces.list(db, principal, { limit: 4, access: 'write' }),
    resources.unfinished(db, principal, 4),
  ]);
  return {
    workspaces: items.map(({ id, slug, name, avatarUrl }) => ({ id, slug, name, avatarUrl })),
    more: next !== null,
    drafts: drafts.map(({ id, title, excerpt, updatedAt, workspace }) => ({
      id,
      title: title ?? excerpt ?? '',
      ...(workspace
        ? {
            href: `/dashboard/${workspace.slug}/resources/${id}`,
            by: { name: workspace.name, href: `/dashboard/${workspace.slug}` },
          }
        : { href: `/dashboard/statuses/${id}` }),
      at: updatedAt,
    })),
  };
}
