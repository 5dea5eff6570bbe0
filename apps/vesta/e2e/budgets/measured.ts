/** Addresses in a world that are worth measuring. */
import { landmarks } from '@vesta-cx/seed/world';
import { scale } from '../support/large-world.ts';

export interface Places {
  /** Paths of pages: workspaces with the most resources, with few, with many permission rows. */
  busiest: string;
  average: string;
  crowded: string;
  post: string;
  song: string;
  album: string;
  collection: string;
  longest: string;
  longestId: string;
  person: string;
  /** The newest parts of the sitemap about resources and about people. */
  mapped: { resources: string; people: string };
}

/** The demo scene has addresses that don't change. */
export async function scenePlaces(site: string): Promise<Places> {
  const [longest] = await get<{ id: string; path: string }[]>(
    site,
    '/api/collections?q=Our%20people',
  );
  return {
    busiest: '/ada-okafor',
    average: '/kiln-street',
    crowded: '/moth-signal',
    post: '/ada-okafor/how-tidemark-was-made',
    song: '/ada-okafor/harbour-lights',
    album: '/ada-okafor/tidemark',
    collection: '/halogen-hour/c/all-shows',
    longest: '/nightjar-records/c/our-people',
    longestId: longest!.id,
    person: '/user/dev',
    mapped: await newestOfMap(site),
  };
}

/** The large world names its extremes; the rest is asked for. */
export async function largePlaces(site: string): Promise<Places> {
  const { busiestWorkspace, crowdedWorkspace, smallWorkspace, longestCollection } = landmarks({
    scale,
  });
  const newest = async (type: string) => {
    const path = `/api/resources?workspace=${busiestWorkspace.slug}&type=${type}&limit=1`;
    return (await get<{ path: string }[]>(site, path))[0]!.path;
  };
  const longest = await redirectOf(site, `/collections/${longestCollection.id}`);
  return {
    busiest: `/${busiestWorkspace.slug}`,
    average: `/${smallWorkspace.slug}`,
    crowded: `/${crowdedWorkspace.slug}`,
    post: await newest('post'),
    song: await newest('song'),
    album: await newest('album'),
    collection: `/${busiestWorkspace.slug}/c/reposts`,
    longest,
    longestId: longestCollection.id,
    person: longest.split('/c/', 1)[0]!,
    mapped: await newestOfMap(site),
  };
}

async function get<T>(site: string, path: string): Promise<T> {
  const response = await fetch(site + path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function newestOfMap(site: string): Promise<Places['mapped']> {
  const index = await (await fetch(`${site}/sitemap.xml`)).text();
  const newest = (kind: string) => {
    const part = new RegExp(`/sitemap/${kind}-[^<]*`).exec(index)?.[0];
    if (!part) throw new Error(`The sitemap index names no ${kind}: ${index}`);
    return part;
  };
  return { resources: newest('resources'), people: newest('people') };
}

async function redirectOf(site: string, path: string): Promise<string> {
  const response = await fetch(site + path, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) throw new Error(`${path} does not redirect: ${response.status}`);
  return new URL(location, site).pathname;
}
