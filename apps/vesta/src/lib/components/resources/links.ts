import type { LinkService } from '@vesta-cx/db';

/** A place where a release can be heard, bought or read. */
export interface ServiceLink {
  name: string;
  url: string;
  service: LinkService;
  /** Where it works; null is everywhere. */
  countries: string[] | null;
}

const verbs: Partial<Record<LinkService, string>> = {
  youtube: 'Watch',
  bandcamp: 'Listen or buy',
  beatport: 'Buy',
  discogs: 'Look up',
  instagram: 'Follow',
  tiktok: 'Watch',
  patreon: 'Support',
  website: 'Open',
  other: 'Open',
};

/** Returns what a link to the service is for, in a word. */
export const verbOf = (service: LinkService): string => verbs[service] ?? 'Listen';

/** Returns what of a stored link travels to the page. */
export const linkOf = ({ name, url, service, countries }: ServiceLink): ServiceLink => ({
  name,
  url,
  service,
  countries,
});
