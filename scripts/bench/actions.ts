/** What people do, as requests, in the order of a first evening: each may use what came before. */
import type { Account } from '@vesta-cx/local/sign-in';
import type { ActionName } from '../cost/model.ts';
import type { Places } from './addresses.ts';

export interface Action {
  name: ActionName;
  as: Account | null;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Told the answer's body: what later actions need to know. */
  then?: (answer: { id: string; slug: string }) => void;
}

const links = [
  'https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy',
  'https://music.apple.com/album/1440857781',
  'https://artist.bandcamp.com/album/tidemark',
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://tidal.com/browse/album/77646164',
].map((url) => ({ url }));

/** The actions of the cost model except signing in, which is no single request. */
export function* actions(places: Places): Generator<Action> {
  const artist: Account = 'ada';
  const listener: Account = 'chiara';
  const view = (name: ActionName, path: string, as: Account | null = null): Action => ({
    ...{ name, as, method: 'GET', path },
  });
  const change = (
    name: ActionName,
    method: Action['method'],
    path: string,
    body?: unknown,
  ): Action => ({ name, as: artist, method, path: `/api${path}`, body });

  yield view('the home page', '/');
  yield view('explore', '/explore');
  yield view('a workspace', `/${places.workspace}`);
  yield view('a post', places.post);
  yield view('an album', places.album);
  yield view('a collection', places.collection);
  yield view('a search', '/search?q=a');
  yield view('the home page, signed in', '/', listener);
  yield view('explore, signed in', '/explore', listener);
  yield view('a workspace, signed in', `/${places.workspace}`, listener);
  yield view('a post, signed in', places.post, listener);
  yield view('an album, signed in', places.album, listener);
  yield view('a collection, signed in', places.collection, listener);
  yield view('the dashboard', '/dashboard', artist);
  yield view('GET /api/workspaces', '/api/workspaces');
  yield view('GET /api/resources?limit=20', '/api/resources?limit=20');
  yield view('GET /api/collections?limit=20', '/api/collections?limit=20');
  const items = `/api/collections/${places.collectionId}/items?limit=20`;
  yield view('GET /api/collections/…/items?limit=20', items);

  const made = { workspace: '', resource: '', collection: '' };
  const unique = crypto.randomUUID().slice(0, 8);
  yield {
    ...change('making a workspace', 'POST', '/workspaces', {
      name: 'Cost of a workspace',
      slug: `cost-${unique}`,
    }),
    then: ({ id }) => (made.workspace = id),
  };
  yield {
    ...change('publishing a post', 'POST', '/resources', {
      type: 'post',
      workspace: made.workspace,
      title: 'Out now',
      post: { body: 'Ten songs about the sea.\n\n'.repeat(20) },
      publishedAt: new Date(Date.now() - 1000).toISOString(),
    }),
    then: ({ id }) => (made.resource = id),
  };
  yield change('editing a post', 'PUT', `/resources/${made.resource}/post`, {
    body: 'Eleven songs about the sea.\n\n'.repeat(20),
  });
  yield change('saving five links', 'PUT', `/resources/${made.resource}/urls`, links);
  yield {
    ...change('making a collection', 'POST', '/collections', { name: `Cost ${unique}` }),
    then: ({ id }) => (made.collection = id),
  };
  const itemsAt = `/collections/${made.collection}/items`;
  const item = { itemType: 'resource', itemId: made.resource };
  yield change('adding to a collection', 'POST', itemsAt, item);
  yield change('taking out of a collection', 'DELETE', `${itemsAt}/resource/${made.resource}`);
  yield change('deleting a post', 'DELETE', `/resources/${made.resource}`);
}
