/** What pages of lists cost, on a D1 with thousands of rows. */
import type { ResourceType, Workspace } from '@vesta-cx/db';
import { beforeAll, describe, expect, it } from 'vitest';
import { person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { minute, now, insertResources } from '../../test/insert-resources.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as resources from './index.ts';

const types: ResourceType[] = ['post', 'status', 'song', 'album'];

describe('what a page costs', () => {
  let ada: Person;
  let big: Workspace;

  beforeAll(async () => {
    ada = await person();
    big = await workspace(ada);
    await insertResources(
      big,
      Array.from({ length: 5000 }, (_, n) => ({
        type: types[n % 4]!,
        status: n % 7 === 0 ? 'UNLISTED' : 'LISTED',
        guestReadable: n % 5 !== 0,
        publishedAt:
          n % 3 === 0 ? null : new Date(now.getTime() + (n % 11 === 0 ? n : -n) * minute),
      })),
    );
  });

  const some: ResourceType[][] = [[], ['song'], ['song', 'album'], ['post', 'song', 'album']];
  const cases: [string, () => Principal, Partial<resources.ListResources>, boolean][] = [
    ['a guest, everywhere', () => guest, {}, false],
    ['a person, everywhere', () => ada, {}, false],
    ['a guest, one workspace', () => guest, {}, true],
    ['the owner, one workspace', () => ada, {}, true],
    ['the owner, unlisted', () => ada, { status: 'UNLISTED' }, true],
    ['the owner, drafts', () => ada, { state: 'draft' }, true],
    ['the owner, scheduled', () => ada, { state: 'scheduled' }, true],
  ];

  it.each(cases)(
    '%s: under 220 rows a page of 20, whatever the types',
    async (_, who, which, inBig) => {
      for (const type of some) {
        let cursor: string | null | undefined;
        for (let n = 0; n < 6 && cursor !== null; n += 1) {
          const meter = metered();
          const workspace = inBig ? big : undefined;
          const page = await resources.list(
            meter.db,
            who(),
            { limit: 20, cursor, type, workspace, ...which },
            now,
          );
          if (page.next || n === 0) expect(page.items).toHaveLength(20);
          expect(meter.rowsRead(), `${type.join()} page ${n}`).toBeLessThan(220);
          cursor = page.next;
        }
      }
    },
    30_000,
  );

  it('everything in a workspace, by a search, and by an author', async () => {
    for (const which of [{ state: 'all', workspace: big } as const, { q: 'piece 1' }]) {
      const meter = metered();
      const page = await resources.list(meter.db, ada, { limit: 20, ...which }, now);
      expect(page.items).toHaveLength(20);
      expect(meter.rowsRead()).toBeLessThan(250);
    }
  });

  it('what is unfinished costs its owner the same, however much is published and begun', async () => {
    const meter = metered();
    expect(await resources.unfinished(meter.db, ada, 4)).toHaveLength(4);
    expect(meter.rowsRead()).toBeLessThan(60);
  });
});
