import { dateOf } from '$lib/components/resources/card';
import { linkOf } from '$lib/components/resources/links';
import { page } from '$lib/server/request-context';
import { originOf } from '$lib/server/origin';
import { lookOf } from '$lib/theme';
import * as collections from '@vesta-cx/core/collections';
import { isAutomaticExcerpt, withHeadingLinks } from '@vesta-cx/core/markdown';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { jsonLdOf } from './json-ld';

/** In how many of the newest collections of any kind it is looked for: the page's budget of rows. */
const lookedAt = 24;

/**
 * A post, a note or a release. It stands outside the workspace's layout: a single resource may be
 * open to somebody for whom the rest of its workspace is closed.
 */
export const load: PageServerLoad = page(async (event, { db, principal }) => {
  const { params, url } = event;
  const now = new Date();
  const located = await resources.locate(db, params.workspace, params.slug);
  const { id, theme, guestReadable } = located;
  const [resource, places] = await Promise.all([
    resources.readLocated(db, principal, located, now),
    collections.collectionsContaining(
      db,
      principal,
      { itemType: 'resource', itemId: id },
      { look: lookedAt },
    ),
  ]);
  if (resource.path !== url.pathname) redirect(301, resource.path + url.search);

  const { type, title, excerpt, status, publishedAt, updatedAt, path, cover, releaseDate } =
    resource;
  return {
    look: lookOf(theme),
    resource: {
      id,
      type,
      title: title ?? '',
      excerpt,
      path,
      cover,
      publishedAt,
      updatedAt,
      releaseDate,
      at: dateOf(resource),
    },
    state: !resources.isPublished(resource, now)
      ? publishedAt
        ? ('scheduled' as const)
        : ('draft' as const)
      : status === 'UNLISTED'
        ? ('unlisted' as const)
        : null,
    workspace: { ...resource.workspace!, guestReadable },
    authors: resource.authors.map(({ name, path, role }) => ({ name, path, role })),
    // The beginning of a text is not said twice: only an excerpt that somebody wrote leads to it.
    lead: resource.post && isAutomaticExcerpt(excerpt, resource.post.bodyHtml) ? null : excerpt,
    html: resource.post ? withHeadingLinks(resource.post.bodyHtml) : null,
    durationMs: resource.song?.durationMs ?? null,
    genre: resource.song?.genre ?? null,
    identifiers: { isrc: resource.song?.isrc ?? null, upc: resource.album?.upc ?? null },
    links: resource.urls.map(linkOf),
    tracks: resource.tracks,
    mayWrite: resource.rights.write,
    jsonLd: jsonLdOf(resource, originOf(event)),
    places: {
      count: places.count,
      more: places.more,
      items: places.items.map(({ collection, owner }) => ({
        id: collection.id,
        name: collection.name,
        href: `${owner.type === 'user' ? '/user' : ''}/${owner.slug}/c/${collection.slug}`,
        owner: owner.name,
      })),
    },
  };
});
