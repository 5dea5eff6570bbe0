/** What pages far into an alphabetical list cost: rows that D1 says it has read. */
import {
  collections as crates,
  globalOrganizationId,
  newId,
  users,
  workspaces as homes,
} from '@vesta-cx/db';
import {
  batch,
  rowsPerInsert,
  type AnyTable,
  type Database,
  type Page,
  type Statement,
} from '@vesta-cx/db/query';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { now, sow } from '../../test/sow.ts';
import * as cabinet from '../collections/index.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as works from '../resources/index.ts';
import * as people from '../users/queries.ts';
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

beforeAll(async () => {
  ada = await person();
  const owner = { ownerId: ada.userId, ownerType: 'user' };
  await insert(
    users,
    each(2000, (name, n) => ({
      workosUserId: `user_${newId()}`,
      handle: `oona-${n}`,
      email: `${n}@example.com`,
      displayName: name,
      // Every second has one and the same name.
      searchKey: n % 2 ? 'oona marsh' : name,
      organizationId: globalOrganizationId,
    })),
  );
  const shown = (searchKey: string, n: number) => ({
    ...owner,
    name: searchKey,
    searchKey,
    slug: `oona-${n}`,
    guestReadable: true,
  });
  await insert(homes, each(500, shown));
  await insert(
    crates,
    each(500, (name, n) => ({ ...shown(name, n), type: 'manual' })),
  );
  await sow(
    await workspace(ada),
    each(500, (searchKey) => ({ searchKey })),
  );
});

/** What each page costs. */
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
