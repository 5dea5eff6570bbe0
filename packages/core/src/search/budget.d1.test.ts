/** What pages far into an alphabetical list cost: rows that D1 says it has read. */
import {
  collections as playlists,
  globalOrganizationId,
  newId,
  publicScope,
  searchEntries,
  users,
  workspaces as homes,
  type SearchObjectType,
} from '@vesta-cx/db';
import {
  batch,
  rowsPerInsert,
  searchEntriesOf,
  type AnyTable,
  type Database,
  type Page,
  type Searchable,
  type Statement,
} from '@vesta-cx/db/query';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { minute, now, insertResources } from '../../test/insert-resources.ts';
import * as cabinet from '../collections/index.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as works from '../resources/index.ts';
import * as search from './index.ts';
import * as people from '../users/index.ts';
import * as places from '../workspaces/index.ts';

const each = <T>(length: number, make: (name: string, n: number) => T): T[] =>
  Array.from({ length }, (_, n) => make(`oona ${String(n).padStart(4, '0')}`, n));

async function insert(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  await batch(db, (q: Database) => {
    const statements: Statement[] = [];
    for (let i = 0; i < rows.length; i += size) {
      statements.push(q.insert(table).values(rows.slice(i, i + size) as never));
    }
    return statements;
  });
}

let ada: Person;
/** Somebody signed in, who owns nothing. */
let fan: Person;

beforeAll(async () => {
  [ada, fan] = [await person(), await person()];
  const owner = { ownerId: ada.userId, ownerType: 'user' };
  const words: Searchable[] = [];
  const named = (type: SearchObjectType, id: string, name: string) => {
    words.push({ type, id, scope: publicScope, names: [name] });
    return id;
  };
  await insert(
    users,
    each(2000, (name, n) => ({
      workosUserId: named('user', `user_${newId()}`, n % 2 ? 'oona marsh' : name),
      handle: `oona-${n}`,
      email: `${n}@example.com`,
      displayName: name,
      // Every second has one and the same name.
      searchKey: n % 2 ? 'oona marsh' : name,
      organizationId: globalOrganizationId,
    })),
  );
  const shown = (type: SearchObjectType, searchKey: string, n: number) => ({
    ...owner,
    id: named(type, newId(), searchKey),
    name: searchKey,
    searchKey,
    slug: `oona-${n}`,
    guestReadable: true,
  });
  await insert(
    homes,
    each(500, (name, n) => shown('workspace', name, n)),
  );
  await insert(
    playlists,
    each(500, (name, n) => ({ ...shown('collection', name, n), type: 'manual' })),
  );
  const dyed = (name: string, n: number) => ({
    workosUserId: named('user', `user_${newId()}`, name),
    handle: `dyed-${n}`,
    email: `dyed-${n}@example.com`,
    displayName: name,
    searchKey: name,
    organizationId: globalOrganizationId,
  });
  await insert(
    users,
    Array.from({ length: 1201 }, (_, n) =>
      dyed(n === 1200 ? 'some kelp on wrack' : `${n % 2 ? 'kelp' : 'wrack'} ${n}`, n),
    ),
  );
  await insert(
    searchEntries,
    words.flatMap((one) => searchEntriesOf(one)),
  );
  await insertResources(
    await workspace(ada),
    each(500, (searchKey) => ({ searchKey })),
  );
});

/** Returns what each page costs. */
async function walk(list: (on: Database, cursor?: string) => Promise<Page<unknown>>) {
  const costs: number[] = [];
  let found = 0;
  let cursor: string | undefined;
  do {
    const meter = metered();
    const { items, next } = await list(meter.db, cursor);
    costs.push(meter.rowsRead());
    found += items.length;
    cursor = next ?? undefined;
  } while (cursor);
  return { costs, found };
}

describe('a page far in costs what the first one costs', () => {
  it('among people, also of one name', async () => {
    const { costs, found } = await walk((on, cursor) =>
      people.list(on, { q: 'Oona', limit: 20, cursor }),
    );
    expect(found).toBe(2000);
    expect(Math.max(...costs)).toBeLessThan(costs[0]! * 1.2);
  });

  const slice = { q: 'oona', limit: 20 };
  type List = (on: Database, who: Principal, cursor?: string) => Promise<Page<unknown>>;
  const lists: Record<string, List> = {
    workspaces: (on, who, cursor) => places.list(on, who, { ...slice, cursor }),
    resources: (on, who, cursor) => works.list(on, who, { ...slice, cursor }, now),
    collections: (on, who, cursor) => cabinet.list(on, who, { ...slice, cursor }),
  };
  it.each(Object.entries(lists))('among %s', async (_, list) => {
    for (const who of [guest, ada]) {
      const { costs, found } = await walk((on, cursor) => list(on, who, cursor));
      expect(found).toBe(500);
      expect(Math.max(...costs)).toBeLessThan(costs[0]! * 1.2);
    }
  });
});

describe('a search of all kinds', () => {
  const pages = (who: Principal, asked: Omit<search.Search, 'limit'>) =>
    walk((on, cursor) => search.find(on, who, { limit: 20, ...asked, cursor }, now));

  it.each([
    ['beginnings', 'oona', 3500],
    ['words inside names', 'marsh', 1000],
    ['words that meet often', 'marsh oona', 1000],
  ])('costs what it shows, however far in: %s', async (_, q, count) => {
    const { costs, found } = await pages(guest, { q });
    expect(found).toBe(count);
    // Of words that meet forty candidates are looked at, of each of two words on the first page.
    expect(Math.max(...costs)).toBeLessThan(q.includes(' ') ? 1000 : 180);
    const signedIn = await pages(fan, { q, type: ['workspace', 'resource', 'collection'] });
    expect(Math.max(0, ...signedIn.costs)).toBeLessThan(q.includes(' ') ? 1000 : 400);
  });

  it('ends within a bound for common words that rarely meet, and finds where they do', async () => {
    const { costs, found } = await pages(guest, { q: 'wrack kelp' });
    expect(found).toBe(1);
    expect(costs.length).toBeLessThan(20);
    expect(Math.max(...costs)).toBeLessThan(1000);
  });

  it('knows at once where one of two words is rare', async () => {
    const { costs, found } = await pages(guest, { q: 'kelp 777' });
    expect(found).toBe(1);
    expect(costs).toHaveLength(1);
  });

  it('reads nothing for what nothing is called', async () => {
    for (const who of [guest, fan]) {
      const { costs } = await pages(who, { q: 'zzzzzz' });
      expect(costs[0]).toBeLessThan(20);
    }
  });

  it('looks at so many at most where all are yet to come, and goes on from there', async () => {
    const publishedAt = new Date(now.getTime() + minute);
    await insertResources(
      await workspace(ada),
      each(300, () => ({ searchKey: 'sundew', publishedAt })),
    );
    const { costs, found } = await pages(guest, { q: 'sundew' });
    expect(found).toBe(0);
    expect(costs.length).toBeGreaterThan(1);
    expect(Math.max(...costs)).toBeLessThan(700);
  });

  it('does not look at what is private, a draft or unlisted at all', async () => {
    const hidden = [
      { guestReadable: false },
      { publishedAt: null },
      { status: 'UNLISTED' as const },
    ];
    await insertResources(
      await workspace(ada),
      each(300, (_, n) => ({ searchKey: 'my butterwort', ...hidden[n % 3] })),
    );
    for (const who of [guest, fan]) {
      const { costs, found } = await pages(who, { q: 'butterwort' });
      expect([found, costs.length]).toEqual([0, 1]);
      expect(costs[0]).toBeLessThan(20);
    }
  });
});
