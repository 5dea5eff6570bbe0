/** The services that have a mark in marks.svg: how they write their name, and their simple-icons slug. */
export const serviceMarks = {
  spotify: { name: 'Spotify', icon: 'spotify' },
  'apple-music': { name: 'Apple Music', icon: 'applemusic' },
  itunes: { name: 'iTunes', icon: 'itunes' },
  youtube: { name: 'YouTube', icon: 'youtube' },
  'youtube-music': { name: 'YouTube Music', icon: 'youtubemusic' },
  bandcamp: { name: 'Bandcamp', icon: 'bandcamp' },
  soundcloud: { name: 'SoundCloud', icon: 'soundcloud' },
  tidal: { name: 'TIDAL', icon: 'tidal' },
  deezer: { name: 'Deezer', icon: 'deezer' },
  'amazon-music': { name: 'Amazon Music', icon: 'amazonmusic' },
  beatport: { name: 'Beatport', icon: 'beatport' },
  audiomack: { name: 'Audiomack', icon: 'audiomack' },
  pandora: { name: 'Pandora', icon: 'pandora' },
  napster: { name: 'Napster', icon: 'napster' },
  mixcloud: { name: 'Mixcloud', icon: 'mixcloud' },
  discogs: { name: 'Discogs', icon: 'discogs' },
  musicbrainz: { name: 'MusicBrainz', icon: 'musicbrainz' },
  lastfm: { name: 'Last.fm', icon: 'lastdotfm' },
  genius: { name: 'Genius', icon: 'genius' },
  'internet-archive': { name: 'Internet Archive', icon: 'internetarchive' },
  songkick: { name: 'Songkick', icon: 'songkick' },
  bandsintown: { name: 'Bandsintown', icon: 'bandsintown' },
  patreon: { name: 'Patreon', icon: 'patreon' },
  'ko-fi': { name: 'Ko-fi', icon: 'kofi' },
  instagram: { name: 'Instagram', icon: 'instagram' },
  tiktok: { name: 'TikTok', icon: 'tiktok' },
  facebook: { name: 'Facebook', icon: 'facebook' },
  bluesky: { name: 'Bluesky', icon: 'bluesky' },
  mastodon: { name: 'Mastodon', icon: 'mastodon' },
  twitch: { name: 'Twitch', icon: 'twitch' },
  vimeo: { name: 'Vimeo', icon: 'vimeo' },
  discord: { name: 'Discord', icon: 'discord' },
} as const satisfies Record<string, { name: string; icon: string }>;

/** The services without a mark whose names need more than a capital. */
const otherNames: Record<string, string> = { qobuz: 'Qobuz', website: 'Website', other: 'Link' };

/** How a service is called in text. An unknown one is its own slug, made readable. */
export function serviceName(service: string): string {
  if (Object.hasOwn(serviceMarks, service)) {
    return serviceMarks[service as keyof typeof serviceMarks].name;
  }
  if (Object.hasOwn(otherNames, service)) return otherNames[service] as string;
  const words = service.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
