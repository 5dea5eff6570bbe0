/** When things were released and published: days, and one date by which every list goes. */
import { collections, dialect, resources as table, type Workspace } from '@vesta-cx/db';
import { startOfDay } from '@vesta-cx/db/query';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { edit, now, post } from '../../test/resources.ts';
import * as feeds from '../feeds/index.ts';
import { guest, type Person } from '../kernel/index.ts';
import * as collectionsOf from '../collections/index.ts';
import * as pages from '../pages/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';
import { newResourceSchema, updateResourceSchema } from './schemas.ts';

const day = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(now.getTime() - days * day);

async function album(
  author: Person,
  home: Workspace,
  title: string,
  releaseDate: string | null,
  publishedAt: Date | null = ago(1),
) {
  const proof = await workspaces.authorize(db, author, home.id, 'write');
  return resources.create(
    db,
    author,
    proof,
    { type: 'album', title, album: { releaseDate }, publishedAt },
    now,
  );
}

const titles = ({ items }: { items: { title: string | null }[] }) => items.map((one) => one.title);

const profileOf = async ({ id }: Workspace) =>
  titles((await pages.profile(db, guest, await workspaces.read(db, guest, id), now)).releases);

const everywhere = async (home: Workspace, at = now) =>
  (await resources.list(db, guest, { type: ['album', 'song'], limit: 100 }, at)).items.flatMap(
    ({ workspaceId, title }) => (workspaceId === home.id ? [title] : []),
  );

describe('a release date is a calendar day', () => {
  const parse = (releaseDate: unknown) =>
    newResourceSchema.safeParse({ type: 'song', title: 'Moth', song: { releaseDate } });

  it.each(['2026-03-01', '2024-02-29', '1970-01-01', '1969-12-31', '1860-04-09', '1000-01-01'])(
    '%s is taken and read as it was written',
    async (releaseDate) => {
      expect(parse(releaseDate).data).toMatchObject({ song: { releaseDate } });
      const ada = await person();
      const home = await workspace(ada);
      const made = await album(ada, home, 'Moth', releaseDate);
      const read = await resources.read(db, guest, made.id, now);
      expect([read.album?.releaseDate, read.releaseDate]).toEqual([releaseDate, releaseDate]);
      const patch = updateResourceSchema.parse({ album: { releaseDate: '1958-06-01' } });
      await resources.update(db, await edit(ada, made.id), patch, undefined, now);
      expect((await resources.read(db, guest, made.id, now)).releaseDate).toBe('1958-06-01');
    },
  );

  it.each([
    ['2026-02-30', 'Not a real date'],
    ['2025-02-29', 'Not a real date'],
    ['2026-00-10', 'Not a real date'],
    ['0999-12-31', 'Not a real date'],
    ['2026-03-01T00:00:00.000Z', 'Write a day like 2026-03-01'],
    ['2026-3-1', 'Write a day like 2026-03-01'],
    ['01.03.2026', 'Write a day like 2026-03-01'],
    ['', 'Write a day like 2026-03-01'],
    [1_772_323_200_000, 'Write a day like 2026-03-01'],
  ])('%s is refused', (releaseDate, message) => {
    expect(parse(releaseDate).error?.issues).toMatchObject([
      { path: ['song', 'releaseDate'], message },
    ]);
  });
});

describe('lists go by the date that they show', () => {
  it('an old record that is entered today is not new', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await album(ada, home, 'Undated', null, ago(3));
    await album(ada, home, 'Last week', '2026-07-25', ago(7));
    await album(ada, home, 'Of 1958', '1958-06-01', now);
    await album(ada, home, 'Of 1957', '1957-06-01', now);
    const order = ['Undated', 'Last week', 'Of 1958', 'Of 1957'];
    expect(await everywhere(home)).toEqual(order);
    expect(await profileOf(home)).toEqual(order);
    // Page by page the same: a cursor may stand before 1970.
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await resources.list(db, ada, { workspace: home, limit: 1, cursor }, now);
      seen.push(...titles(page));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(order);
    // In the collection of all that is theirs it stands at its time as well.
    const [playlist] = await db
      .select()
      .from(collections)
      .where(and(eq(collections.ownerId, home.id), eq(collections.kind, 'resources')));
    const { items } = await collectionsOf.items(
      db,
      guest,
      await collectionsOf.authorize(db, guest, playlist!.id, 'read'),
      { limit: 10 },
    );
    expect(items.map(({ thing }) => 'title' in thing && thing.title)).toEqual(order);
    // A subscriber has not seen it yet.
    const feed = await feeds.ofWorkspace(db, guest, await workspaces.read(db, guest, home.id), now);
    expect(titles({ items: feed.entries })).toEqual(['Of 1957', 'Of 1958', 'Undated', 'Last week']);
  });

  it('what is announced leads its page, and is out everywhere on its day', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await album(ada, home, 'Out', '2026-07-29', ago(40));
    await album(ada, home, 'Announced', '2026-08-04', ago(30));
    await album(ada, home, 'Announced later', '2026-09-01', ago(20));
    await album(ada, home, 'Scheduled', '2026-08-20', new Date(now.getTime() + day));
    await post(ada, home, { title: 'Letter', publishedAt: ago(2) });
    expect(await profileOf(home)).toEqual(['Announced later', 'Announced', 'Out']);
    expect(titles(await resources.list(db, guest, { workspace: home, limit: 9 }, now))).toEqual([
      'Announced later',
      'Announced',
      'Letter',
      'Out',
    ]);
    expect(await everywhere(home)).toEqual(['Out']);
    expect(await everywhere(home, startOfDay('2026-08-04'))).toEqual(['Announced', 'Out']);
    const found = await resources.list(db, guest, { q: 'Announced', limit: 50 }, now);
    expect(titles(found)).toContain('Announced');
  });

  it('follows every change of either date', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const { id } = await album(ada, home, 'Moving', '1999-01-01', null);
    const dates = async (patch: resources.UpdateResource) => {
      await resources.update(db, await edit(ada, id), patch, undefined, now);
      const [row] = await db.select().from(table).where(eq(table.id, id));
      return [row!.datedAt, row!.announced];
    };
    expect(await dates({ title: 'Still a draft' })).toEqual([null, false]);
    expect(await dates({ publishedAt: ago(2) })).toEqual([startOfDay('1999-01-01'), false]);
    expect(await dates({ album: { releaseDate: '2026-09-01' } })).toEqual([
      startOfDay('2026-09-01'),
      true,
    ]);
    expect(await dates({ album: { upc: null } })).toEqual([startOfDay('2026-09-01'), true]);
    expect(await dates({ album: { releaseDate: null } })).toEqual([ago(2), false]);
    expect(await dates({ publishedAt: null })).toEqual([null, false]);
  });
});

const files = import.meta.glob<string>('../../../db/src/migrations/**/*_days-and-dates.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const folder = dialect === 'sqlite' ? 'migrations' : dialect;
const file = Object.entries(files).find(([path]) => path.split('/').at(-2) === folder)!;
const updates = file[1]
  .split('--> statement-breakpoint')
  .filter((statement) => /^\s*(--.*\n)?UPDATE resources /.test(statement));

it('what the migration wrote for rows from before is what is kept since', async () => {
  const ada = await person();
  const home = await workspace(ada);
  for (const [title, day] of [
    ['Old', '1860-04-09'],
    ['Announced', '2026-12-24'],
    ['Undated', null],
  ] as const) {
    await album(ada, home, title, day);
    await album(ada, home, `${title}, a draft`, day, null);
  }
  await post(ada, home, { publishedAt: ago(1) });
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const song = { type: 'song', title: 'Moth', song: { releaseDate: '1969-12-31' } } as const;
  await resources.create(db, ada, proof, { ...song, publishedAt: ago(1) }, now);
  const kept = () =>
    db
      .select({ id: table.id, datedAt: table.datedAt, announced: table.announced })
      .from(table)
      .where(eq(table.workspaceId, home.id))
      .orderBy(table.id);
  const before = await kept();
  await db.update(table).set({ datedAt: null, announced: false });
  expect(updates).toHaveLength(2);
  for (const statement of updates) {
    await (dialect === 'sqlite'
      ? db.run(sql.raw(statement))
      : (db as unknown as { execute: (query: unknown) => Promise<unknown> }).execute(
          sql.raw(statement),
        ));
  }
  expect(await kept()).toEqual(before);
});
