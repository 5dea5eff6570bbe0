/** The services that have a mark in marks.svg: how they write their name, and their simple-icons slug. */
export const serviceMarks = {
  spotify: { name: 'Spotify', icon: 'spotify' },
  'apple-music': { name: 'Apple Music', icon: 'applemusic' },
  youtube: { name: 'YouTube', icon: 'youtube' },
  'youtube-music': { name: 'YouTube Music', icon: 'youtubemusic' },
  bandcamp: { name: 'Bandcamp', icon: 'bandcamp' },
  soundcloud: { name: 'SoundCloud', icon: 'soundcloud' },
  tidal: { name: 'TIDAL', icon: 'tidal' },
  deezer: { name: 'Deezer', icon: 'deezer' },
  'amazon-music': { name: 'Amazon Music', icon: 'amazonmusic' },
  beatport: { name: 'Beatport', icon: 'beatport' },
  audiomack: { name: 'Audiomack', icon: 'audiomack' },
  discogs: { name: 'Discogs', icon: 'discogs' },
  patreon: { name: 'Patreon', icon: 'patreon' },
  instagram: { name: 'Instagram', icon: 'instagram' },
  tiktok: { name: 'TikTok', icon: 'tiktok' },
} as const satisfies Record<string, { name: string; icon: string }>;

/** The services without a mark whose names need more than a capital. */
const otherNames: Record<string, string> = { qobuz: 'Qobuz', website: 'Website', other: 'Link' };

/** Returns how a service is called in text. An unknown one is its own slug, made readable. */
export function serviceName(service: string): string {
  if (Object.hasOwn(serviceMarks, service)) {
    return serviceMarks[service as keyof typeof serviceMarks].name;
  }
  if (Object.hasOwn(otherNames, service)) return otherNames[service] as string;
  const words = service.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
