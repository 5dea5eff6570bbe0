import { and, eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import * as schema from '../../../src/index.ts';
import { dialect } from '../../../src/index.ts';
import {
  batch,
  changedRows,
  insertIgnore,
  insertReturning,
  isUniqueViolation,
  rowsPerInsert,
  startsWith,
  upsert,
  type Database,
} from '../../../src/query/index.ts';
import { engagement, scene, user, workspace } from '../scene/index.ts';
import { clear, fill, refusal, without } from '../tables.ts';
import { writing } from './round-trips.ts';

const { workspaces, users, engagements, resourceAuthors } = schema;

export function statements(db: () => Database): void {
  describe('statements', () => {
    beforeEach(async () => {
      await clear(db());
      await fill(db(), scene.slice(0, 2));
    });
    const slugs = async () =>
      (await db().select({ slug: workspaces.slug }).from(workspaces))
        .map(({ slug }) => slug)
        .sort();

    it('batch does all or nothing', async () => {
      const attempt = batch(db(), (q) => [
        q.insert(workspaces).values({ ...workspace, id: 'a', slug: 'a' }),
        q.insert(workspaces).values({ ...workspace, id: 'b', slug: 'NOT LOWER' }),
      ]);
      expect(await refusal(attempt)).toMatch(/constraint/i);
      expect(await slugs()).toEqual([]);
    });

    it('batch runs in order and answers each statement in its place', async () => {
      const [, rows, update, count] = await batch(
        db(),
        (q) =>
          [
            q.insert(workspaces).values({ ...workspace, id: 'a', slug: 'a' }),
            q.select().from(workspaces),
            q.update(workspaces).set({ slug: 'b' }).where(eq(workspaces.slug, 'a')),
            q.select({ n: sql<number>`count(*)`.mapWith(Number).as('n') }).from(workspaces),
          ] as const,
      );
      expect(rows).toEqual([{ ...workspace, id: 'a', slug: 'a' }]);
      expect(changedRows(update)).toBe(1);
      expect(count).toEqual([{ n: 1 }]);
      expect(await slugs()).toEqual(['b']);
    });

    it('batches that meet happen as if one after the other', async () => {
      await db()
        .insert(workspaces)
        .values([
          { ...workspace, id: 'a', slug: 'a' },
          { ...workspace, id: 'b', slug: 'b' },
        ]);
      const take = (to: string, from: string) =>
        batch(db(), (q) => {
          // Through a derived table: MySQL can't read the table that it updates any other way.
          const name = sql`(select name from (select name from workspaces where id = ${from}) other)`;
          return [q.update(workspaces).set({ name }).where(eq(workspaces.id, to))];
        });
      for (let round = 0; round < 20; round += 1) {
        await batch(db(), (q) => [
          q.update(workspaces).set({ name: 'A' }).where(eq(workspaces.id, 'a')),
          q.update(workspaces).set({ name: 'B' }).where(eq(workspaces.id, 'b')),
        ]);
        await Promise.all([take('a', 'b'), take('b', 'a')]);
        const names = await db().select({ name: workspaces.name }).from(workspaces);
        expect(new Set(names.map(({ name }) => name)).size).toBe(1);
      }
    });

    it('many batches that change one row all count', async () => {
      await db()
        .insert(workspaces)
        .values({ ...workspace, id: 'a', slug: 'a', version: 1 });
      const bump = () =>
        batch(db(), (q) => [q.update(workspaces).set({ version: sql`${workspaces.version} + 1` })]);
      await Promise.all(Array.from({ length: 8 }, bump));
      expect(await db().select({ version: workspaces.version }).from(workspaces)).toEqual([
        { version: 9 },
      ]);
    });

    if (dialect !== 'sqlite') {
      it('batch refuses a statement of another client', async () => {
        const outside = db()
          .insert(workspaces)
          .values({ ...workspace, id: 'a', slug: 'a' });
        await expect(batch(db(), () => [outside])).rejects.toThrow('not made with the client');
        expect(await slugs()).toEqual([]);
      });
    }

    it('batch of nothing is nothing', async () => {
      expect(await batch(db(), () => [])).toEqual([]);
    });

    it('changedRows counts what a change touched', async () => {
      await db()
        .insert(workspaces)
        .values([
          { ...workspace, id: 'a', slug: 'a' },
          { ...workspace, id: 'b', slug: 'b' },
        ]);
      const [both, none, gone] = await batch(
        db(),
        (q) =>
          [
            q.update(workspaces).set({ version: sql`${workspaces.version} + 1` }),
            q.update(workspaces).set({ name: 'x' }).where(eq(workspaces.version, 99)),
            q.delete(workspaces).where(eq(workspaces.id, 'a')),
          ] as const,
      );
      expect([both, none, gone].map(changedRows)).toEqual([2, 0, 1]);
      expect(changedRows(await db().delete(workspaces))).toBe(1);
    });

    it('insertIgnore makes it once and says whether it did', async () => {
      const once = { ...engagement, action: 'like', occurrence: '' } as const;
      const add = (id: string) =>
        batch(db(), (q) => [insertIgnore(q, engagements, { ...once, id })] as const);
      expect(changedRows((await add('e1'))[0])).toBe(1);
      expect(changedRows((await add('e2'))[0])).toBe(0);
      expect(await db().select().from(engagements)).toEqual([{ ...once, id: 'e1' }]);
    });

    it('isUniqueViolation tells a taken key from any other refusal', async () => {
      const add = (row: Partial<schema.NewWorkspace>) =>
        batch(db(), (q) => [q.insert(workspaces).values({ ...workspace, ...row })]);
      await add({});
      const failed = (row: Partial<schema.NewWorkspace>) =>
        add(row).catch((error: unknown) => error);
      expect(isUniqueViolation(await failed({ id: 'other' }))).toBe(true);
      expect(isUniqueViolation(await failed({ slug: 'other' }))).toBe(true);
      expect(isUniqueViolation(await failed({ id: 'other', slug: 'CAPITALS' }))).toBe(false);
      expect(isUniqueViolation(new Error('unreachable'))).toBe(false);
    });

    it('insertIgnore still refuses what a CHECK or a foreign key forbids', async () => {
      const bad = { ...engagement, action: 'nonsense' as 'like' };
      expect(await refusal(insertIgnore(db(), engagements, bad))).toMatch(/constraint/i);
      const orphan = { resourceId: 'nowhere', authorType: 'user', authorId: 'x' } as const;
      expect(await refusal(insertIgnore(db(), resourceAuthors, [orphan]))).toMatch(/foreign key/i);
    });

    it('upsert inserts, and the second time updates', async () => {
      const save = (bio: string) =>
        upsert(
          db(),
          users,
          { ...user, workosUserId: 'user_new', handle: 'new', bio },
          {
            target: [users.workosUserId],
            set: { bio },
          },
        );
      await save('first');
      await save('second');
      const rows = await db().select().from(users).where(eq(users.handle, 'new'));
      expect(rows.map(({ bio }) => bio)).toEqual(['second']);
    });

    it('insertReturning answers the rows as stored, defaults included', async () => {
      const given = without(workspace, { id: true, version: true });
      const made = await insertReturning(db(), workspaces, [
        { ...given, slug: 'a' },
        { ...given, slug: 'b', id: 'chosen' },
      ]);
      const stored = await db().select().from(workspaces);
      const bySlug = (a: schema.Workspace, b: schema.Workspace) => (a.slug < b.slug ? -1 : 1);
      expect(made.toSorted(bySlug)).toEqual(stored.toSorted(bySlug));
      expect(made.find(({ slug }) => slug === 'b')?.id).toBe('chosen');
      expect(made.every(({ version }) => version === 1)).toBe(true);
      expect(await insertReturning(db(), workspaces, [])).toEqual([]);
    });

    it('insertReturning knows keys of several columns', async () => {
      await fill(db(), scene.slice(2));
      const rows = [0, 1, 2].map((n) => ({
        resourceId: 'r2',
        authorType: 'user' as const,
        authorId: `author-${n}`,
      }));
      const made = await insertReturning(db(), resourceAuthors, rows);
      expect(made.map(({ authorId }) => authorId).sort()).toEqual(rows.map((r) => r.authorId));
      expect(made.every(({ position }) => position === 0)).toBe(true);
    });

    it('as many rows as rowsPerInsert says fit into one INSERT', async () => {
      const rows = Array.from({ length: rowsPerInsert(workspaces) }, (_, n) => ({
        ...workspace,
        id: `w${n}`,
        slug: `w${n}`,
      }));
      await db().insert(workspaces).values(rows);
      expect(await slugs()).toHaveLength(rows.length);
    });

    it('startsWith finds exactly the names with that prefix', async () => {
      // Below U+0020 MySQL's PAD SPACE collation sorts a longer name first; search keys have none.
      const printable = (n: number) =>
        // eslint-disable-next-line no-control-regex
        writing(n).map((text) => text.replace(/[\u0000-\u0020]/g, '_'));
      const fixed = [
        '',
        'a',
        'ab',
        'a🎛',
        'a🎛️x',
        '🎛️',
        '🎛',
        'é',
        'e\u0301',
        'e',
        'ÿ',
        '\uffff',
        '日本語',
        '日',
      ];
      const names = [...new Set([...fixed, ...fc.sample(printable(6), { numRuns: 15, seed: 7 })])];
      const rows = names.map((searchKey, n) => ({
        ...user,
        workosUserId: `n${n}`,
        handle: `n${n}`,
        searchKey,
      }));
      await fill(db(), [{ table: users, rows }]);
      const prefixes = [...fixed, ...names.map((name) => Array.from(name).slice(0, 1).join(''))];
      for (const prefix of new Set(prefixes)) {
        const found = await db()
          .select({ name: users.searchKey })
          .from(users)
          .where(and(startsWith(users.searchKey, prefix), startsWith(users.handle, 'n')));
        expect(found.map(({ name }) => name).sort(), JSON.stringify(prefix)).toEqual(
          names.filter((name) => name.startsWith(prefix)).sort(),
        );
      }
    });

    if (dialect === 'sqlite') {
      it('a batch refuses result columns of one name', async () => {
        const ambiguous = batch(db(), (q) => [
          q
            .select({ workspace: workspaces.id, engagement: engagements.id })
            .from(workspaces)
            .innerJoin(engagements, eq(engagements.objectId, workspaces.id)),
        ]);
        await expect(ambiguous).rejects.toThrow('Two result columns named id');
      });
    }
  });
}
