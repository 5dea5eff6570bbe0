/** Which service an address belongs to, told from its host. */
import type { LinkService } from '@vesta-cx/db';
import { fold } from '@vesta-cx/db/query';
import { readableHost } from '../kernel/index.ts';
import { cutText } from '@vesta-cx/utils/text';

/** Hosts with all their subdomains. The more particular host comes first. */
const hosts: readonly (readonly [host: string, service: LinkService])[] = [
  ['open.spotify.com', 'spotify'],
  ['spotify.link', 'spotify'],
  ['spotify.com', 'spotify'],
  ['music.apple.com', 'apple-music'],
  ['itunes.apple.com', 'apple-music'],
  ['music.youtube.com', 'youtube-music'],
  ['youtube.com', 'youtube'],
  ['youtu.be', 'youtube'],
  ['bandcamp.com', 'bandcamp'],
  ['soundcloud.com', 'soundcloud'],
  ['tidal.com', 'tidal'],
  ['deezer.com', 'deezer'],
  ['deezer.page.link', 'deezer'],
  ['qobuz.com', 'qobuz'],
  ['beatport.com', 'beatport'],
  ['audiomack.com', 'audiomack'],
  ['discogs.com', 'discogs'],
  ['instagram.com', 'instagram'],
  ['tiktok.com', 'tiktok'],
  ['patreon.com', 'patreon'],
];

/** Amazon has a shop in many countries: music.amazon.de, music.amazon.co.uk, … */
const amazonMusic = /^music\.amazon\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

const names: Record<LinkService, string> = {
  spotify: 'Spotify',
  'apple-music': 'Apple Music',
  youtube: 'YouTube',
  'youtube-music': 'YouTube Music',
  bandcamp: 'Bandcamp',
  soundcloud: 'SoundCloud',
  tidal: 'Tidal',
  deezer: 'Deezer',
  'amazon-music': 'Amazon Music',
  qobuz: 'Qobuz',
  beatport: 'Beatport',
  audiomack: 'Audiomack',
  discogs: 'Discogs',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  patreon: 'Patreon',
  website: 'Website',
  other: 'Link',
};

/** Returns what people call a service. */
export const serviceName = (service: LinkService): string => names[service];

/** The service behind an address; `other` when the host is none that we know. */
export function serviceOf(url: string): LinkService {
  const host = hostOf(url);
  if (host === null) return 'other';
  if (amazonMusic.test(host)) return 'amazon-music';
  const known = hosts.find(([name]) => host === name || host.endsWith(`.${name}`));
  return known ? known[1] : 'other';
}

/** Returns what a link is called when nobody named it: its service or, for an unknown one, its host. */
export function linkName(url: string, service: LinkService = serviceOf(url)): string {
  if (service !== 'other' && service !== 'website') return serviceName(service);
  const host = hostOf(url);
  return cutText(host === null ? serviceName(service) : shownHost(host), 120);
}

/** A host as people read it; one that would read like a service that it is not stays in ASCII. */
function shownHost(host: string): string {
  const readable = readableHost(host);
  const folded = readable.split('.').map((label) => fold(label).replaceAll(' ', ''));
  return serviceOf(`https://${folded.join('.')}`) === 'other' ? readable : host;
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname
      .toLowerCase()
      .replace(/^(?:www|m)\./, '')
      .replace(/\.$/, '');
  } catch {
    return null;
  }
}
