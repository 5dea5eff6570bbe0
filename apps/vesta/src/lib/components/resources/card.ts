import type { ResourceSummary } from '@vesta-cx/core/resources';
import type { ResourceType } from '@vesta-cx/db';

/** What each kind of resource is called. */
export const kinds: Record<ResourceType, string> = {
  album: 'Album',
  song: 'Song',
  post: 'Post',
  status: 'Status',
};

/** A resource as a list shows it: what travels to the page, and no more. */
export interface ResourceCardData {
  id: string;
  type: ResourceType;
  href: string;
  /** A status has none: its excerpt is all of it. */
  title: string;
  excerpt: string | null;
  cover: string | null;
  /** See `dateOf`. */
  at: Date | string | null;
  by: { name: string; href: string } | null;
}

/**
 * The one date that a resource shows, wherever it stands: a song or an album the day of its release
 * where it has one, everything else when it was published.
 */
export const dateOf = ({
  publishedAt,
  releaseDate,
}: {
  publishedAt: Date | null;
  releaseDate: string | null;
}): Date | string | null => releaseDate ?? publishedAt;

/** The card of a resource. */
export function cardOf(resource: ResourceSummary): ResourceCardData {
  const { id, type, path, title, excerpt, cover, workspace, authors } = resource;
  const author = authors[0];
  return {
    id,
    type,
    href: path,
    title: title ?? '',
    excerpt,
    cover,
    at: dateOf(resource),
    by: workspace
      ? { name: workspace.name, href: `/${workspace.slug}` }
      : author
        ? { name: author.name, href: author.path }
        : null,
  };
}
