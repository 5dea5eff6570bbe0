/** The addresses of the large world that are worth measuring. */
import { landmarks } from '@vesta-cx/seed/world';

export interface Places {
  /** The workspace with the most resources. */
  workspace: string;
  /** Paths: a post that many like, an album, the longest collection, and its id. */
  post: string;
  album: string;
  collection: string;
  collectionId: string;
}

/** What is measured, as a person would name it; every answer is a 2xx or a redirect. */
export const pages: { name: string; path: (places: Places) => string }[] = [
  { name: '/', path: () => '/' },
  { name: '/explore', path: () => '/explore' },
  { name: '/[workspace]', path: ({ workspace }) => `/${workspace}` },
  { name: '/[workspace]/[slug]', path: ({ post }) => post },
  { name: 'a release', path: ({ album }) => album },
  { name: 'a collection of 5,000', path: ({ collection }) => collection },
  { name: '/search?q=a', path: () => '/search?q=a' },
  { name: 'a redirect', path: ({ workspace }) => `/${workspace.toUpperCase()}` },
  { name: 'GET /api/workspaces', path: () => '/api/workspaces' },
  { name: 'GET /api/resources?limit=20', path: () => '/api/resources?limit=20' },
];

/** Finds them in a vesta that serves the world. */
export async function findPlaces(site: string, scale: number): Promise<Places> {
  const { busiestWorkspace, popularResource, longestCollection } = landmarks({ scale });
  const { slug } = busiestWorkspace;
  const popular = await get<{ path: string }>(site, `/api/resources/${popularResource.id}`);
  const albums = `/api/resources?workspace=${slug}&type=album&limit=1`;
  const [album] = await get<{ path: string }[]>(site, albums);
  return {
    workspace: slug,
    post: popular.path,
    album: album!.path,
    collection: await redirectOf(site, `/collections/${longestCollection.id}`),
    collectionId: longestCollection.id,
  };
}

async function get<T>(site: string, path: string): Promise<T> {
  const answer = await fetch(site + path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function redirectOf(site: string, path: string): Promise<string> {
  const answer = await fetch(site + path, { redirect: 'manual' });
  await answer.body?.cancel();
  const location = answer.headers.get('location');
  if (!location) throw new Error(`${path} answered ${answer.status} and does not redirect`);
  return new URL(location, site).pathname;
}
