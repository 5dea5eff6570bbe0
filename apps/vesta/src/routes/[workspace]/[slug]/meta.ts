import { isoDuration } from '$lib/components/resources/duration';
import { badgeOf } from '$lib/components/resources/editor/state';
import type { ResourceType } from '@vesta-cx/db';
import type { PageData } from './$types';

export const ogTypes: Record<ResourceType, 'article' | 'music.song' | 'music.album'> = {
  post: 'article',
  status: 'article',
  song: 'music.song',
  album: 'music.album',
};

/** The roles under which somebody's name stands on the sleeve. */
const onTheSleeve = new Set(['artist', 'performer']);

/** Whose work it is: its performers or, where none are named, the workspace it is on. */
export function artistsOf({ authors, workspace }: Pick<PageData, 'authors' | 'workspace'>) {
  const performers = authors.filter(({ role }) => role && onTheSleeve.has(role.toLowerCase()));
  return performers.length > 0
    ? performers
    : [{ name: workspace.name, path: `/${workspace.slug}`, role: null }];
}

/** The page in the words of schema.org. */
export function jsonLdOf(data: PageData, origin: string): Record<string, unknown> {
  const { resource, durationMs, genre, identifiers, links } = data;
  // Who writes the album sees more songs than are on it for others.
  const tracks = data.tracks.filter((track) => badgeOf(track) === null);
  const by = artistsOf(data).map(({ name, path }) => ({ name, url: origin + path }));
  const common = {
    name: resource.title,
    description: resource.excerpt,
    url: origin + resource.path,
    image: resource.cover,
    datePublished: resource.releaseDate ?? resource.publishedAt,
  };
  const music = {
    ...common,
    byArtist: by.map((artist) => ({ '@type': 'MusicGroup', ...artist })),
    sameAs: links.map(({ url }) => url),
  };
  switch (resource.type) {
    case 'album':
      return {
        '@type': 'MusicAlbum',
        ...music,
        gtin: identifiers.upc,
        numTracks: tracks.length,
        track: tracks.map(({ title, path, trackNumber, durationMs: length }) => ({
          '@type': 'MusicRecording',
          position: trackNumber,
          name: title,
          url: origin + path,
          duration: length ? isoDuration(length) : null,
        })),
      };
    case 'song':
      return {
        '@type': 'MusicRecording',
        ...music,
        genre,
        isrcCode: identifiers.isrc,
        duration: durationMs ? isoDuration(durationMs) : null,
      };
    case 'post':
    case 'status': {
      const writers = data.authors.length > 0 ? data.authors : artistsOf(data);
      return {
        '@type': resource.type === 'post' ? 'Article' : 'SocialMediaPosting',
        ...common,
        headline: resource.title || resource.excerpt,
        dateModified: resource.updatedAt,
        author: writers.map(({ name, path }) => ({ '@type': 'Person', name, url: origin + path })),
        publisher: {
          '@type': 'Organization',
          name: data.workspace.name,
          url: `${origin}/${data.workspace.slug}`,
        },
      };
    }
  }
}
