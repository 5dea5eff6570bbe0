/**
 * How the scene is written down. References are addresses: `@ada` is a person, `ada-okafor` a
 * workspace, `ada-okafor/tidemark` a resource, `@emil/c/late-shift` a collection. Times count
 * days back from the day the scene is loaded; negative ones are still to come.
 */
import type { LinkService, Theme } from '@vesta-cx/db';

/** A person of the scene who is not one of the demo accounts. */
export interface PersonSketch {
  handle: string;
  name: string;
  bio: string;
  joined: number;
}

export interface WorkspaceSketch {
  slug: string;
  name: string;
  description: string;
  /** `@handle`, or an organization's external id. */
  owner: `@${string}` | { organization: string };
  theme: Theme;
  joined: number;
  private?: true;
  formerSlugs?: string[];
  resources: ResourceSketch[];
}

interface BaseSketch {
  slug: string;
  formerSlugs?: string[];
  excerpt?: string;
  /** Days since publication; negative is scheduled, null a draft. */
  published: number | null;
  unlisted?: true;
  /** Address and role, in the order of the credits. Without any, the workspace itself. */
  authors?: [address: string, role: string | null][];
  links?: LinkSketch[];
}

export interface StatusSketch extends BaseSketch {
  type: 'status';
  excerpt: string;
}

interface PostSketch extends BaseSketch {
  type: 'post';
  title: string;
  body: string;
}

export interface SongSketch extends BaseSketch {
  type: 'song';
  title: string;
  /** The day on which it came out first, where that was before it was put here. */
  released?: string;
  /** Minutes and seconds, `4:07`. */
  length: string;
  genre: string;
}

export interface AlbumSketch extends BaseSketch {
  type: 'album';
  title: string;
  /** The day on which it came out first, where that was before it was put here. */
  released?: string;
  /** Slugs of songs of the same workspace, in playing order. */
  tracks: string[];
  /** From which track the second disc or side starts, counted from 1. */
  secondDisc?: number;
}

export type ResourceSketch = StatusSketch | PostSketch | SongSketch | AlbumSketch;

export interface LinkSketch {
  service: LinkService;
  name: string;
  url: string;
  icon?: string;
  countries?: string[];
}

/** A collection somebody made by hand. */
export interface CollectionSketch {
  /** `@handle/c/slug` or `workspace/c/slug`. */
  address: string;
  formerSlugs?: string[];
  name: string;
  description: string;
  made: number;
  unlisted?: true;
  items: [address: string, note?: string][];
}

/** A comment; `key` names it for those who answer. */
export interface CommentSketch {
  by: string;
  on: string;
  text: string;
  key?: string;
  answers?: string;
  mentions?: string[];
  deleted?: true;
}

const titles: Partial<Record<LinkService, string>> = {
  spotify: 'Spotify',
  'apple-music': 'Apple Music',
  youtube: 'YouTube',
  'youtube-music': 'YouTube Music',
  bandcamp: 'Bandcamp',
  soundcloud: 'SoundCloud',
  tidal: 'TIDAL',
  deezer: 'Deezer',
  'amazon-music': 'Amazon Music',
  qobuz: 'Qobuz',
};

/**
 * Links of one release to its services. The addresses have the shape of real ones; their ids
 * start with `vesta` and lead nowhere.
 */
export function listen(
  artist: string,
  kind: 'track' | 'album',
  slug: string,
  services: (keyof typeof addresses)[],
): LinkSketch[] {
  return services.map((service) => ({
    service,
    name: titles[service] ?? service,
    url: addresses[service](artist, kind, slug),
  }));
}

/** A link that no service has a shape for. */
export const link = (
  service: LinkService,
  name: string,
  url: string,
  more: Partial<LinkSketch> = {},
): LinkSketch => ({ service, name, url, ...more });

type Address = (artist: string, kind: 'track' | 'album', slug: string) => string;

const invented = (slug: string, length: number) =>
  `vesta${slug.replaceAll('-', '')}`.slice(0, length).padEnd(length, '0');
const numbered = (slug: string) =>
  [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);

const addresses = {
  spotify: (_, kind, slug) => `https://open.spotify.com/${kind}/${invented(slug, 22)}`,
  'apple-music': (_, kind, slug) =>
    `https://music.apple.com/us/${kind === 'track' ? 'song' : 'album'}/${slug}/9000${numbered(slug)}`,
  youtube: (_, kind, slug) =>
    kind === 'track'
      ? `https://www.youtube.com/watch?v=${invented(slug, 11)}`
      : `https://www.youtube.com/playlist?list=PL${invented(slug, 32)}`,
  'youtube-music': (_, kind, slug) =>
    kind === 'track'
      ? `https://music.youtube.com/watch?v=${invented(slug, 11)}`
      : `https://music.youtube.com/playlist?list=OLAK5uy_${invented(slug, 33)}`,
  bandcamp: (artist, kind, slug) => `https://vesta-demo-${artist}.bandcamp.com/${kind}/${slug}`,
  soundcloud: (artist, kind, slug) =>
    `https://soundcloud.com/vesta-demo-${artist}/${kind === 'album' ? 'sets/' : ''}${slug}`,
  tidal: (_, kind, slug) => `https://tidal.com/browse/${kind}/9000${numbered(slug)}`,
  deezer: (_, kind, slug) => `https://www.deezer.com/${kind}/9000${numbered(slug)}`,
  'amazon-music': (_, kind, slug) =>
    `https://music.amazon.com/${kind}s/B0${invented(slug, 8).toUpperCase()}`,
  qobuz: (_, kind, slug) => `https://open.qobuz.com/${kind}/${invented(slug, 13)}`,
} satisfies Partial<Record<LinkService, Address>>;
