/** The order, the filters and the rights of lists. */
import {
  permissions,
  resources as table,
  workspaces,
  type Resource,
  type ResourceType,
  type Workspace,
} from '@vesta-cx/db';
import { batch, searchKey } from '@vesta-cx/db/query';
import { decide } from '@vesta-cx/utils/permissions';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { minute, now, insertResources } from '../../test/insert-resources.ts';
import { guest, type Principal } from '../kernel/index.ts';
import { questionOf, refreshWorkspace } from '../permissions/index.ts';
import * as resources from './index.ts';

const types: ResourceType[] = ['post', 'status', 'song', 'album'];

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** All pages of a list, one after the other. */
async function walk(
  who: Principal,
  which: Omit<resources.ListResources, 'limit'>,
  limit: number,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await resources.list(db, who, { ...which, limit, cursor }, now);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...idsOf(page.items));
    cursor = page.next ?? undefined;
  } while (cursor);
  return seen;
}

describe('order', () => {
  it('walking a list by its cursor gives what sorting everything gives', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const piece = fc.record({
      type: fc.constantFrom(...types),
      status: fc.constantFrom('LISTED' as const, 'UNLISTED' as const),
      // Few moments, so that many rows share one.
      publishedAt: fc.option(
        fc.integer({ min: -3, max: 3 }).map((n) => new Date(now.getTime() + n * minute)),
      ),
    });
    const which = fc.record(
      {
        type: fc.uniqueArray(fc.constantFrom(...types)),
        status: fc.constantFrom('LISTED' as const, 'UNLISTED' as const),
        state: fc.constantFrom(...resources.resourceStates),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 25 }),
        which,
        fc.integer({ min: 1, max: 6 }),
        async (pieces, filter, limit) => {
          await db.delete(table).where(eq(table.workspaceId, home.id));
          await insertResources(
            home,
            pieces.map((row) => ({ ...row, title: row.type === 'status' ? null : 'T' })),
          );
          const rows = await db.select().from(table).where(eq(table.workspaceId, home.id));
          expect(await walk(ada, { ...filter, workspace: home }, limit)).toEqual(
            idsOf(bruteForce(rows, filter)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  function bruteForce(
    rows: Resource[],
    { type = [], status, state = 'published' }: Partial<resources.ListResources>,
  ): Resource[] {
    const wanted = status ?? (state === 'published' ? 'LISTED' : undefined);
    const time = ({ publishedAt }: Resource) => publishedAt?.getTime() ?? 0;
    const byId = (a: Resource, b: Resource) => (a.id < b.id ? 1 : -1);
    const kept = rows.filter((row) => {
      if (type.length > 0 && !type.includes(row.type)) return false;
      if (wanted && row.status !== wanted) return false;
      if (state === 'all') return true;
      if (row.publishedAt === null) return state === 'draft';
      return state === (row.publishedAt > now ? 'scheduled' : 'published');
    });
    if (state === 'published') return kept.sort((a, b) => time(b) - time(a) || byId(a, b));
    if (state === 'scheduled') return kept.sort((a, b) => time(a) - time(b) || -byId(a, b));
    return kept.sort(byId);
  }

  it('a search is alphabetical and folds accents', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await insertResources(
      home,
      ['Zéphyr', 'zephyr two', 'Zebra', 'Azure'].map((title) => ({
        title,
        searchKey: searchKey(title),
      })),
    );
    const page = await resources.list(db, guest, { limit: 9, workspace: home, q: 'ZEP' }, now);
    expect(page.items.map(({ title }) => title)).toEqual(['Zéphyr', 'zephyr two']);
  });

  it('a cursor of another list is refused', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await insertResources(home, [{}, {}, {}]);
    const { next } = await resources.list(db, ada, { limit: 1, workspace: home }, now);
    for (const which of [{ state: 'all', workspace: home } as const, { q: 'p' }]) {
      await expect(
        resources.list(db, ada, { limit: 1, cursor: next!, ...which }, now),
      ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'cursor' }] });
    }
  });
});

describe('rights', () => {
  it('a list shows what the pure rules allow, whatever the permission rows', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada);
    const ids = await insertResources(home, [{}, {}, { publishedAt: null }, { publishedAt: null }]);
    const row = fc.record({
      value: fc.constantFrom('allow' as const, 'deny' as const),
      subject: fc.constantFrom(
        ['user', emil.userId] as const,
        ['static', 'authenticated'] as const,
        ['static', 'guest'] as const,
      ),
      object: fc.constantFrom(home.id, ...ids),
      action: fc.constantFrom('read', 'write', 'delete', 'admin'),
    });
    const rows = fc.uniqueArray(row, {
      maxLength: 8,
      selector: ({ subject, object, action }) => [...subject, object, action].join(),
    });
    const visibility = fc.constantFrom('public' as const, 'private' as const);
    await fc.assert(
      fc.asyncProperty(rows, visibility, async (rules, visible) => {
        for (const id of [home.id, ...ids]) {
          await db.delete(permissions).where(eq(permissions.objectId, id));
        }
        await db.update(workspaces).set({ visibility: visible }).where(eq(workspaces.id, home.id));
        for (const { value, subject, object, action } of rules) {
          const type = object === home.id ? 'workspace' : 'resource';
          await rule(value, subject[0], subject[1], type, object, action);
        }
        await batch(db, (q) => refreshWorkspace(q, home.id));
        const present = { ...home, visibility: visible };
        for (const who of [guest, emil]) await agrees(who, present);
      }),
      { numRuns: 80 },
    );
  });

  async function agrees(who: Principal, home: Workspace): Promise<void> {
    const rows = await db.select().from(table).where(eq(table.workspaceId, home.id));
    const allowed = new Set<string>();
    for (const resource of rows) {
      const chain = resources.resourceChain(resource, home);
      const question = await questionOf(db, who, 'admin', chain);
      const action = resource.publishedAt ? 'read' : 'write';
      if (decide({ ...question, action }).allowed) allowed.add(resource.id);
    }
    for (const state of ['published', 'draft'] as const) {
      const listed = await resources
        .list(db, who, { limit: 100, workspace: home, state }, now)
        .then(({ items }) => idsOf(items))
        // Without the right on the workspace there is no list.
        .catch(() => null);
      if (listed === null) continue;
      const expected = rows.filter(
        ({ id, publishedAt }) => allowed.has(id) && (publishedAt === null) === (state === 'draft'),
      );
      expect(new Set(listed)).toEqual(new Set(idsOf(expected)));
    }
  }
});
