/**
 * How many statements a page takes: each is a way to the database and back, so there must not be
 * one more for each thing that the page shows.
 */
import {
  albums,
  albumSongs,
  newId,
  resourceAuthors,
  resources as resourceTable,
  songs,
  type Workspace,
} from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { inArray } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import * as pages from '../src/pages/index.ts';
import * as audit from '../src/audit-log/index.ts';
import * as collections from '../src/collections/index.ts';
import * as feeds from '../src/feeds/index.ts';
import * as keys from '../src/keys/index.ts';
import { guest, type Person, type Principal } from '../src/kernel/index.ts';
import * as access from '../src/access/index.ts';
import { authorize, rightsOn, workspaceChain, type Chain } from '../src/permissions/index.ts';
import * as resources from '../src/resources/index.ts';
import * as search from '../src/search/index.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { collection, mine, song } from './collections.ts';
import { db, follow, person, rule, workspace } from './make.ts';
import { metered } from './metered.d1.ts';
import { now, insertResources } from './insert-resources.ts';

const few = 5;
const many = 20;

let ada: Person;
let fan: Person;
/** Workspaces with so many things of each kind. */
const homes = new Map<number, Workspace>();

beforeAll(async () => {
  [ada, fan] = [await person(), await person()];
  for (const size of [few, many]) homes.set(size, await stocked(size));
  await follow(fan, homes.get(many)!);
  // Things of as many homes, for lists across them.
  for (let n = 0; n < many; n += 1) await stocked(1);
});

/**
 * A workspace with `size` things of each kind, songs on albums, other workspaces among those who
 * are credited (every other one of them private), collections, rules and keys.
 */
async function stocked(size: number): Promise<Workspace> {
  const home = await workspace(ada);
  const each = <T>(make: (n: number) => T) => Array.from({ length: size }, (_, n) => make(n));
  const [posts, statuses, tracks, records] = [
    await insertResources(
      home,
      each(() => ({ type: 'post' })),
    ),
    await insertResources(
      home,
      each((n) => ({ type: 'status', excerpt: `Status ${n}` })),
    ),
    await insertResources(
      home,
      each(() => ({ type: 'song' })),
    ),
    await insertResources(
      home,
      each(() => ({ type: 'album' })),
    ),
  ];
  await insertResources(
    home,
    each(() => ({ publishedAt: null })),
  );
  // One of the albums is not for everybody, wherever its songs are shown.
  await db
    .update(resourceTable)
    .set({ guestReadable: false })
    .where(inArray(resourceTable.id, records.slice(0, 1)));
  for (const [n, id] of tracks.entries()) {
    const albumResourceId = records[n]!;
    const guestArtist = await workspace(ada, n % 2 ? {} : { visibility: 'private' });
    const made = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    await collections.addItem(db, ada, await mine(ada, made), song({ id }));
    const reader = await person();
    await rule('allow', 'user', reader.userId, 'workspace', home.id);
    await keys.create(db, ada, {
      ...{ name: `Key ${n}`, scopes: ['resources:read'] },
      ...{ ownerType: 'workspace', ownerId: home.id },
    });
    await batch(db, (q) => [
      q.insert(albums).values({ resourceId: albumResourceId, coverArtUrl: 'https://a.example/a' }),
      q.insert(songs).values({ resourceId: id }),
      q.insert(albumSongs).values({ albumResourceId, songResourceId: id, trackNumber: 1 }),
      q.insert(resourceAuthors).values(
        [id, albumResourceId, posts[n]!, statuses[n]!].flatMap((resourceId) => [
          { resourceId, authorType: 'workspace' as const, authorId: guestArtist.id },
          { resourceId, authorType: 'user' as const, authorId: reader.userId },
        ]),
      ),
    ]);
  }
  return home;
}

type Read = (on: Database, size: number, who: Principal) => Promise<unknown>;

const home = (size: number) => homes.get(size)!;
const readable = (size: number, who: Principal) =>
  workspaces.authorize(db, who, home(size).id, 'read');
const administered = (size: number) => workspaces.authorize(db, ada, home(size).id, 'admin');
const object = (size: number) =>
  access.authorize(db, ada, { type: 'workspace', id: home(size).id }, 'admin');

/** What anybody may ask for, and the most statements that it takes for a guest and for somebody signed in. */
const forEverybody: [name: string, guests: number, fans: number, Read][] = [
  ['resources', 7, 10, (on, limit, who) => resources.list(on, who, { limit }, now)],
  ['songs', 7, 10, (on, limit, who) => resources.list(on, who, { limit, type: ['song'] }, now)],
  [
    'what one workspace has published',
    8,
    10,
    (on, limit, who) => resources.list(on, who, { limit, workspace: home(many) }, now),
  ],
  ['workspaces', 1, 3, (on, limit, who) => workspaces.list(on, who, { limit })],
  ['collections', 1, 3, (on, limit, who) => collections.list(on, who, { limit })],
  [
    'the collections of one workspace',
    1,
    1,
    (on, limit, who) =>
      collections.list(on, who, { limit, owner: { type: 'workspace', id: home(many).id } }),
  ],
  ['a search', 10, 16, (on, limit, who) => search.find(on, who, { q: 'p', limit }, now)],
  [
    'the page of a workspace',
    14,
    15,
    async (on, size, who) => pages.profile(on, who, await readable(size, who), now),
  ],
  [
    'a feed',
    9,
    10,
    async (on, size, who) => feeds.ofWorkspace(on, who, await readable(size, who), now),
  ],
];

/** What those ask for who look after something. */
const dashboards: [name: string, most: number, Read][] = [
  ['whom one may act as', 6, (on, limit) => workspaces.list(on, ada, { limit, access: 'write' })],
  ['what one may edit', 4, (on, limit) => collections.list(on, ada, { limit, access: 'write' })],
  [
    'drafts',
    8,
    (on, limit) => resources.list(on, ada, { limit, workspace: home(many), state: 'draft' }, now),
  ],
  [
    'everything in a workspace',
    8,
    (on, limit) => resources.list(on, ada, { limit, workspace: home(many), state: 'all' }, now),
  ],
  [
    'a log',
    2,
    async (on, limit) => audit.list(on, audit.ofWorkspace(await administered(many)), {}, { limit }),
  ],
  [
    'keys',
    3,
    (on, limit) => keys.list(on, ada, { limit, ownerType: 'workspace', ownerId: home(many).id }),
  ],
  [
    'the rules of a workspace',
    2,
    async (on, limit) => access.list(on, await object(many), { limit }),
  ],
  [
    'what a guest would see there',
    1,
    async (on, size) =>
      access.preview(on, await object(size), { type: 'audience', id: 'guest' }, now),
  ],
];

async function expectFixed(read: Read, who: Principal, most: number): Promise<void> {
  const counts: number[] = [];
  for (const size of [few, many]) {
    const meter = metered();
    await read(meter.db, size, who);
    counts.push(meter.queries());
  }
  expect(counts[1], 'as many statements for 20 as for 5').toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(most);
}

describe('however many things are on it, there are no more statements to a page of', () => {
  it.each(forEverybody)(
    '%s than %i for a guest, %i for a person',
    async (_, guests, fans, read) => {
      await expectFixed(read, guest, guests);
      await expectFixed(read, fan, fans);
    },
  );

  it.each(dashboards)('%s than %i', (_, most, read) => expectFixed(read, ada, most));
});

it('what is read in one turn is one call of D1, and each gets its own', async () => {
  const meter = metered();
  const [newest, readable, nobody] = await Promise.all([
    workspaces.list(meter.db, guest, { limit: 2 }),
    workspaces.list(meter.db, guest, { limit: 1 }),
    workspaces.list(meter.db, fan, { limit: 1, owner: { type: 'user', id: newId() } }),
  ]);
  expect([newest, readable, nobody].map(({ items }) => items.length)).toEqual([2, 1, 0]);
  expect(readable.items).toEqual(newest.items.slice(0, 1));
  // The last asks first who its reader is, beside the others.
  expect(meter.calls()).toBe(2);
  expect(meter.queries()).toBeGreaterThan(4);
});

describe('a right costs one statement', () => {
  const chains = (): [string, Chain][] => {
    const around = workspaceChain(home(few));
    const owner = { type: 'user' as const, id: ada.userId };
    return [
      ['workspace', around],
      ['resource', [{ type: 'resource', id: newId(), owner }, ...around]],
      ['collection', [{ type: 'collection', id: newId(), owner: null }, ...around]],
    ];
  };

  it('to be proven, and to be told, of whatever thing and to whomever', async () => {
    for (const [noun, chain] of chains()) {
      for (const who of [guest, fan, ada]) {
        const meter = metered();
        await authorize(meter.db, who, 'read', { row: {}, chain, noun });
        expect(meter.queries(), `authorize on a ${noun}`).toBe(1);
        await rightsOn(meter.db, who, chain);
        expect(meter.queries(), `rightsOn a ${noun}`).toBe(2);
      }
    }
  });

  it('beside the one that finds the thing', async () => {
    const { items } = await collections.list(db, ada, {
      limit: 1,
      owner: { type: 'workspace', id: home(few).id },
    });
    const works = await resources.list(db, ada, { limit: 1, workspace: home(few) }, now);
    const asks: ((on: Database) => Promise<unknown>)[] = [
      (on) => workspaces.authorize(on, ada, home(few).id, 'write'),
      (on) => resources.authorize(on, ada, works.items[0]!.id, 'write', now),
      (on) => collections.authorize(on, ada, items[0]!.collection.id, 'write'),
    ];
    for (const ask of asks) {
      const meter = metered();
      await ask(meter.db);
      expect(meter.queries()).toBe(2);
    }
  });
});
