import { eq, getTableColumns } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../../src/index.ts';
import type { AnyTable, Database } from '../../../src/query/index.ts';
import { resource, scene, user, workspace } from '../scene/index.ts';
import { clear, fill, nameOf, without } from '../tables.ts';

export function roundTrips(db: () => Database): void {
  describe('what is stored comes back', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    it.each(scene.map((entry) => [nameOf(entry.table), entry] as const))(
      'every column of %s, nulls too',
      async (_, { table, rows }) => {
        const stored = await db()
          .select()
          .from(table as AnyTable);
        expect(stored).toHaveLength(rows.length);
        expect(stored).toEqual(expect.arrayContaining(rows));
        for (const row of stored) expectTypes(table as AnyTable, row);
      },
    );
  });

  describe('any value', () => {
    it('moments keep their milliseconds, from year 1000 to 9999', async () => {
      const moments = fc.date({
        min: new Date('1000-01-01T00:00:00.000Z'),
        max: new Date('9999-12-31T23:59:59.999Z'),
        noInvalidDate: true,
      });
      await fc.assert(
        fc.asyncProperty(moments, async (publishedAt) => {
          await update(db(), { publishedAt });
          expect((await read(db())).publishedAt).toEqual(publishedAt);
        }),
        { numRuns: 25 },
      );
    });

    it('text of any script, quotes and line ends included', async () => {
      await fc.assert(
        fc.asyncProperty(writing(200), async (title) => {
          await update(db(), { title });
          expect((await read(db())).title).toBe(title);
        }),
        { numRuns: 25 },
      );
    });

    it('JSON documents, as themselves', async () => {
      const countries = fc.array(writing(20), { maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(countries, async (list) => {
          await db()
            .update(schema.resourceUrls)
            .set({ countries: list })
            .where(eq(schema.resourceUrls.position, 0));
          const [row] = await db()
            .select()
            .from(schema.resourceUrls)
            .where(eq(schema.resourceUrls.position, 0));
          expect(row!.countries).toEqual(list);
        }),
        { numRuns: 15 },
      );
    });
  });

  it('defaults are filled in: ids, versions, statuses and moments', async () => {
    await clear(db());
    await fill(db(), scene.slice(0, 2));
    const before = Date.now();
    const { id, version, visibility, guestReadable, createdAt, updatedAt } = schema.workspaces;
    const given = without(workspace, {
      id,
      version,
      visibility,
      guestReadable,
      createdAt,
      updatedAt,
    });
    await db().insert(schema.workspaces).values(given);
    const [stored] = await db().select().from(schema.workspaces);
    expect(stored).toMatchObject({ version: 1, visibility: 'public', guestReadable: true });
    expect(stored!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(stored!.createdAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(stored!.updatedAt.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('a change moves updated_at and leaves created_at', async () => {
    await clear(db());
    await fill(db(), scene.slice(0, 2));
    await db().update(schema.users).set({ bio: 'New' }).where(eq(schema.users.handle, user.handle));
    const [stored] = await db()
      .select()
      .from(schema.users)
      .where(eq(schema.users.handle, user.handle));
    expect(stored!.createdAt).toEqual(user.createdAt);
    expect(stored!.updatedAt.getTime()).not.toBe(user.updatedAt.getTime());
  });

  it('ids made one after another sort in that order', () => {
    const ids = Array.from({ length: 500 }, schema.newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(500);
  });
}

/** Anything a person can type. PostgreSQL has no U+0000, and U+10FFFF is no character. */
export const writing = (maxLength: number) =>
  fc.string({ unit: 'binary', maxLength }).map((text) =>
    Array.from(text.replace(/[\0\u{10FFFF}]/gu, ''))
      .slice(0, maxLength)
      .join(''),
  );

const update = (db: Database, values: Partial<schema.NewResource>) =>
  db.update(schema.resources).set(values).where(eq(schema.resources.id, resource.id));

async function read(db: Database): Promise<schema.Resource> {
  const [row] = await db
    .select()
    .from(schema.resources)
    .where(eq(schema.resources.id, resource.id));
  return row!;
}

function expectTypes(table: AnyTable, row: Record<string, unknown>): void {
  for (const [name, column] of Object.entries(getTableColumns(table))) {
    const value = row[name];
    if (value === null) expect(column.notNull, `${name} is null`).toBe(false);
    else if (column.dataType === 'date') expect(value, name).toBeInstanceOf(Date);
    else if (column.dataType === 'json') expect(value, name).toBeTypeOf('object');
    else expect(value, name).toBeTypeOf(column.dataType as 'string');
  }
}
