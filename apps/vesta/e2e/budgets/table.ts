/**
 * How many rows a request may read at D1: billing and latency follow them, and they must not grow
 * with the tables. Every figure holds for the first page and, where there is one, for the second.
 */
import { views as ownViews } from '../../src/routes/dashboard/[workspace]/views.ts';
import { views } from '../../src/routes/[workspace]/views.ts';
import type { Account } from '../support/sign-in.ts';
import type { Places } from './measured.ts';

export interface Budget {
  /** The request as a person would name it. */
  name: string;
  path: (places: Places) => string;
  /** Rows read at most. */
  rows: number;
  /** On the second page, where that may be more. */
  then?: number;
  as?: Account;
}

/**
 * Statements that an answer for guests takes at most, on the first page and on the second: each is a way to
 * the database, and their number has nothing to do with how much is shown. 15 as measured.
 */
export const statementsForGuests = 16;

/** How often an answer for guests waits for the database, with all that it asks for at once as one. */
export const roundsForGuests = { pages: 2, api: 3 };

const everywhere = (name: string, rows: number, as?: Account): Budget => ({
  name,
  path: () => name,
  rows,
  as,
});

/** The aim for everything public; some stay far below it. */
const aim = 200;
/**
 * A list for somebody signed in: for each row their own rules are looked up, and of each circle that
 * they are in (whom they follow, subscribe to or are) its first row.
 */
const own = 400;
/** Three rows for each span of days in which something was made, however much that was: two years. */
const mapIndex = 1000;
/** Two rows for each thing that was made in three days, at most 20,000. */
const mapped = 2000;
/** Up to three rows for each of 10,000 people, the most that one part is about. */
const mappedPeople = 30_000;
/** Twenty releases with the days and credits of each, and the covers of songs and their albums. */
const releases = 260;

/** A search for words apart: how many names may be looked at has a bound, whatever there is. */
const apart = 1000;

export const budgets: Budget[] = [
  everywhere('/', aim),
  everywhere('/', own, 'ada'),
  everywhere('/explore', aim),
  everywhere('/explore', own, 'chiara'),
  everywhere('/explore?type=album', aim),
  everywhere('/explore?type=song', aim),
  everywhere('/explore?type=post', aim),
  everywhere('/explore?type=status', aim),
  everywhere('/collections', aim),
  everywhere('/collections', own, 'chiara'),
  everywhere('/search?q=a', aim),
  everywhere('/search?q=the%20', aim),
  everywhere('/search?q=a', own, 'chiara'),
  everywhere('/search?q=zzzzzz', 20),
  everywhere('/search?q=okafor', aim),
  everywhere('/search?q=signal', aim),
  everywhere('/search?q=signal', own, 'chiara'),
  everywhere('/search?q=a&type=user', aim),
  everywhere('/search?q=a&type=resource', aim),
  // Of each of two words that may not stand together forty names are looked at.
  everywhere('/search?q=of%20the', apart),
  everywhere('/search?q=harbour%20the', apart, 'chiara'),
  everywhere('/api/search?q=a&limit=20', aim),
  everywhere('/api/search?q=a&limit=20', own, 'chiara'),
  everywhere('/api/users?q=a&limit=20', 80),

  { name: 'the workspace with the most resources', path: (at) => at.busiest, rows: aim },
  {
    name: 'the workspace with the most resources',
    path: (at) => at.busiest,
    rows: aim,
    as: 'chiara',
  },
  ...Object.keys(views).map((view): Budget => {
    return { name: `its ${view}`, path: (at) => `${at.busiest}?show=${view}`, rows: aim };
  }),
  { name: 'its list of collections', path: (at) => `${at.busiest}/collections`, rows: aim },
  { name: 'its feed', path: (at) => `${at.busiest}/feed.xml`, rows: aim },
  { name: 'its feed', path: (at) => `${at.busiest}/feed.json`, rows: aim, as: 'chiara' },
  { name: 'an average workspace', path: (at) => at.average, rows: aim },
  { name: 'a workspace with the most permission rows', path: (at) => at.crowded, rows: aim },
  {
    name: 'a workspace with the most permission rows',
    path: (at) => at.crowded,
    rows: aim,
    as: 'chiara',
  },
  { name: 'a post', path: (at) => at.post, rows: aim },
  { name: 'a post', path: (at) => at.post, rows: aim, as: 'chiara' },
  { name: 'a song', path: (at) => at.song, rows: aim },
  { name: 'an album', path: (at) => at.album, rows: aim },
  { name: 'an album', path: (at) => at.album, rows: aim, as: 'chiara' },
  { name: 'a collection of a workspace', path: (at) => at.collection, rows: aim },
  { name: 'the longest collection', path: (at) => at.longest, rows: aim },
  { name: 'the longest collection', path: (at) => at.longest, rows: aim, as: 'chiara' },
  { name: 'all that a workspace published', path: (at) => `${at.busiest}/c/resources`, rows: aim },
  { name: 'whom a workspace follows', path: (at) => `${at.busiest}/c/following`, rows: aim },
  { name: 'a person', path: (at) => at.person, rows: aim },
  { name: 'what a person likes', path: (at) => `${at.person}/c/likes`, rows: aim },

  everywhere('/sitemap.xml', mapIndex),
  { name: 'a part of the sitemap', path: (at) => at.mapped.resources, rows: mapped },
  { name: 'people in the sitemap', path: (at) => at.mapped.people, rows: mappedPeople },

  { name: 'GET /api/workspaces', path: () => '/api/workspaces', rows: 50 },
  everywhere('/api/workspaces?q=a', 80),
  everywhere('/api/workspaces?access=write', own, 'ada'),
  { ...everywhere('/api/resources?limit=20', aim), then: releases },
  everywhere('/api/resources?limit=20', own, 'chiara'),
  everywhere('/api/resources?limit=20&type=post', releases),
  everywhere('/api/resources?limit=20&type=song', releases),
  everywhere('/api/resources?limit=20&type=album', releases),
  everywhere('/api/resources?limit=20&type=status', aim),
  everywhere('/api/resources?limit=20&type=post,album', releases),
  {
    name: 'GET /api/resources of one workspace',
    path: (at) => `/api/resources?limit=20&workspace=${at.busiest.slice(1)}`,
    rows: releases,
  },
  everywhere('/api/collections?limit=20', 100),
  {
    name: 'GET /api/collections/{collection}/items',
    path: (at) => `/api/collections/${at.longestId}/items?limit=20`,
    rows: aim,
  },
  everywhere('/api/me', 10, 'ada'),

  everywhere('/dashboard', aim, 'ada'),
  ...Object.keys(ownViews).map((view) =>
    everywhere(`/dashboard/ada-okafor?show=${view}`, aim, 'ada'),
  ),
  everywhere('/dashboard/collections', own, 'ada'),
  everywhere('/dashboard/statuses', aim, 'ada'),
];
