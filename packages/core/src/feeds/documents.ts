/** A feed as programs read it: Atom (RFC 4287) and JSON Feed 1.1. */
import { generateAtomFeed, generateJsonFeed } from 'feedsmith';
import { isAutomaticExcerpt } from '../markdown/index.ts';
import { contentOf } from './content.ts';
import { changedAt, type Feed, type FeedEntry } from './queries.ts';
import { cutText } from '@vesta-cx/utils/text';

/** Where things are. */
export interface FeedPlaces {
  /** `https://vesta.cx`: what every address begins with. */
  origin: string;
  /** The address of this document. */
  self: string;
}

/** The feed as an Atom document. */
export function atom(feed: Feed, { origin, self }: FeedPlaces): string {
  const { workspace, entries } = feed;
  const home = `${origin}/${workspace.slug}`;
  const document = generateAtomFeed({
    id: urn(workspace.id),
    title: { value: workspace.name },
    subtitle: workspace.description ? { value: workspace.description } : undefined,
    updated: feed.updatedAt,
    authors: [{ name: workspace.name, uri: home }],
    icon: workspace.avatarUrl ?? undefined,
    logo: workspace.bannerUrl ?? undefined,
    links: [
      { rel: 'self', type: 'application/atom+xml', href: self },
      { rel: 'alternate', type: 'text/html', href: home },
    ],
    entries: entries.map((entry) => {
      const page = origin + entry.path;
      return {
        id: urn(entry.id),
        title: { value: titleOf(entry) },
        published: entry.publishedAt,
        updated: changedAt(entry),
        links: [{ rel: 'alternate', type: 'text/html', href: page }],
        categories: [{ term: entry.type }],
        summary: leadOf(entry) ? { value: leadOf(entry)! } : undefined,
        content: { type: 'html', value: contentOf(entry, page) },
      };
    }),
  });
  return document.replace(notXml, '');
}

/** The feed as a JSON Feed document. */
export function jsonFeed(feed: Feed, { origin, self }: FeedPlaces): string {
  const { workspace, entries } = feed;
  const home = `${origin}/${workspace.slug}`;
  const document = generateJsonFeed({
    title: workspace.name,
    description: workspace.description ?? undefined,
    home_page_url: home,
    feed_url: self,
    icon: workspace.avatarUrl ?? undefined,
    authors: [{ name: workspace.name, url: home, avatar: workspace.avatarUrl ?? undefined }],
    items: entries.map((entry) => {
      const page = origin + entry.path;
      return {
        id: urn(entry.id),
        url: page,
        title: entry.title ?? undefined,
        summary: leadOf(entry),
        content_html: contentOf(entry, page),
        image: entry.cover ?? undefined,
        date_published: entry.publishedAt,
        date_modified: changedAt(entry),
        tags: [entry.type],
      };
    }),
  });
  return JSON.stringify(document);
}

/** A name that stays when the thing or the site gets another address: programs tell things by it. */
const urn = (id: string): string => `urn:uuid:${id}`;

/** The excerpt of a post if somebody wrote one: the beginning of its text is in the content. */
const leadOf = ({ bodyHtml, excerpt }: FeedEntry): string | undefined =>
  bodyHtml && excerpt && !isAutomaticExcerpt(excerpt, bodyHtml) ? excerpt : undefined;

/** Atom asks for a title, and a status has none: its first words. */
function titleOf({ title, excerpt }: FeedEntry): string {
  if (title) return title;
  const [line = ''] = (excerpt ?? '').split('\n');
  return cutText(line, longestTitle);
}

const longestTitle = 80;

/** What no XML document may have in it (XML 1.0, 2.2), however it is written. */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
