import { isoDuration } from '$lib/components/resources/duration';
import { badgeOf } from '$lib/components/resources/editor/state';
import type { ResourceView } from '@vesta-cx/core/resources';
import { artistsOf } from './meta';

/** The page of a resource in the words of schema.org. */
export function jsonLdOf(resource: ResourceView, origin: string): Record<string, unknown> {
  const { type, authors, song, album } = resource;
  const workspace = resource.workspace!;
  // Who writes the album sees more songs than are on it for others.
  const tracks = resource.tracks.filter((track) => badgeOf(track) === null);
  const artists = artistsOf({ authors, workspace });
  const common = {
    name: resource.title ?? '',
    description: resource.excerpt,
    url: origin + resource.path,
    image: resource.cover,
    datePublished: resource.releaseDate ?? resource.publishedAt,
  };
  const music = {
    ...common,
    byArtist: artists.map(({ name, path }) => ({
      '@type': 'MusicGroup',
      name,
      url: origin + path,
    })),
    sameAs: resource.urls.map(({ url }) => url),
  };
  switch (type) {
    case 'album':
      return {
        '@type': 'MusicAlbum',
        ...music,
        gtin: album?.upc,
        numTracks: tracks.length,
        track: tracks.map(({ title, path, trackNumber, durationMs }) => ({
          '@type': 'MusicRecording',
          position: trackNumber,
          name: title,
          url: origin + path,
          duration: durationMs ? isoDuration(durationMs) : null,
        })),
      };
    case 'song':
      return {
        '@type': 'MusicRecording',
        ...music,
        genre: song?.genre,
        isrcCode: song?.isrc,
        duration: song?.durationMs ? isoDuration(song.durationMs) : null,
      };
    case 'post':
    case 'status':
      return {
        '@type': type === 'post' ? 'Article' : 'SocialMediaPosting',
        ...common,
        headline: resource.title || resource.excerpt,
        dateModified: resource.updatedAt,
        author: (authors.length > 0 ? authors : artists).map(({ name, path }) => ({
          '@type': 'Person',
          name,
          url: origin + path,
        })),
        publisher: {
          '@type': 'Organization',
          name: workspace.name,
          url: `${origin}/${workspace.slug}`,
        },
      };
  }
}
