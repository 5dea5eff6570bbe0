/** Which addresses search engines are given: all that is public, each once, and nothing else. */
import { newId } from '@vesta-cx/db';
import { expect, it } from 'vitest';
import { collection, mine, song } from '../../test/collections.ts';
import { db, person, refresh, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { insertResources } from '../../test/insert-resources.ts';
import * as collections from '../collections/index.ts';
import * as resources from '../resources/index.ts';
import * as users from '../users/index.ts';
import * as maps from './index.ts';

const out = new Date(now.getTime() - 60_000);
const later = new Date(now.getTime() + 60_000);

/** An id as it would have been made at a moment, in Unix milliseconds. */
function idAt(moment: number): string {
  const time = moment.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
}

/** Every address that is in some part. */
async function addresses(): Promise<string[]> {
  const parts = await maps.listParts(db);
  const pages = await Promise.all(parts.map((part) => maps.pagesIn(db, part, now)));
  return pages.flat().map(({ path }) => path);
}

it('names what is public, each once', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const piece = await post(ada, home, { title: 'Low water', publishedAt: out });
  const list = await collection(ada, { name: 'Kept' });
  const ofHome = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
  const all = await addresses();
  const { handle } = await users.me(db, ada);
  const expected = [
    `/${home.slug}`,
    `/${home.slug}/${piece.slug}`,
    `/user/${handle}/c/${list.slug}`,
    `/${home.slug}/c/${ofHome.slug}`,
    `/user/${handle}`,
  ];
  for (const path of expected) {
    expect(
      all.filter((one) => one === path),
      path,
    ).toHaveLength(1);
  }
  expect(new Set(all).size).toBe(all.length);
});

it('names nothing that is a draft, scheduled, unlisted, private or closed to guests', async () => {
  const ada = await person();
  const [home, hidden] = [await workspace(ada), await workspace(ada, { visibility: 'private' })];
  const closed = await post(ada, home, { title: 'For members', publishedAt: out });
  await rule('deny', 'static', 'guest', 'resource', closed.id);
  await refresh('resource', closed.id);
  // Guests may read it by a rule, and its page still asks to be left alone.
  const opened = await workspace(ada, { visibility: 'private' });
  await rule('allow', 'static', 'guest', 'workspace', opened.id);
  await refresh('workspace', opened.id);
  const absent = [
    await post(ada, home, { title: 'Draft' }),
    await post(ada, home, { title: 'Scheduled', publishedAt: later }),
    await post(ada, home, { title: 'Unlisted', publishedAt: out, status: 'UNLISTED' }),
    closed,
  ];
  const secret = await post(ada, hidden, { title: 'Secret', publishedAt: out });
  const lists = [
    await collection(ada, { ownerType: 'workspace', ownerId: home.id, status: 'UNLISTED' }),
    await collection(ada, { ownerType: 'workspace', ownerId: hidden.id }),
  ];
  const all = await addresses();
  for (const path of [
    ...absent.map(({ slug }) => `/${home.slug}/${slug}`),
    `/${hidden.slug}`,
    `/${hidden.slug}/${secret.slug}`,
    `/${opened.slug}`,
    `/${home.slug}/c/${lists[0]!.slug}`,
    `/${hidden.slug}/c/${lists[1]!.slug}`,
  ]) {
    expect(all, path).not.toContain(path);
  }
});

it('names people who show something in public, and nobody who only signed in', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => person()));
  const [fan, secretive, drafting, keeper, hiding, artist, talker, lister] = people;
  await workspace(secretive!, { visibility: 'private' });
  await resources.createStatus(
    db,
    drafting!,
    { excerpt: 'Half a thought', publishedAt: null },
    now,
  );
  await collection(hiding!, { status: 'UNLISTED' });
  // What others see of what somebody likes is no work of theirs.
  const kept = await collection(keeper!, { status: 'UNLISTED' });
  const row = await post(artist!, await workspace(artist!), { publishedAt: out });
  await collections.addItem(db, keeper!, await mine(keeper!, kept), song(row));
  await resources.createStatus(db, talker!, { excerpt: 'Out now', publishedAt: out }, now);
  await collection(lister!);
  const all = await addresses();
  const named = async (who: (typeof people)[number]) =>
    all.includes(`/user/${(await users.me(db, who)).handle}`);
  for (const who of [fan, secretive, drafting, keeper, hiding]) {
    expect(await named(who!)).toBe(false);
  }
  for (const who of [artist, talker, lister]) expect(await named(who!)).toBe(true);
});

it('says when a page last changed: not before it came out', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const piece = await post(ada, home, { publishedAt: out });
  const [scheduled] = await insertResources(home, [{ publishedAt: now, updatedAt: out }]);
  const pagesOf = async (id: string) =>
    maps.pagesIn(db, { kind: 'resources', begin: id.slice(0, 5) }, now);
  const found = await pagesOf(piece.id);
  const at = (slug: string) => found.find(({ path }) => path.endsWith(`/${slug}`))?.changedAt;
  expect(at(piece.slug)).toEqual(piece.updatedAt > out ? piece.updatedAt : out);
  const { slug } = (await resources.read(db, ada, scheduled!, now))!;
  expect(at(slug)).toEqual(now);
});

it('finds every span of days in which something was made, however many there are', async () => {
  const home = await workspace(await person());
  const span = 2 ** 28;
  const ids = Array.from({ length: 1100 }, (_, n) => idAt(n * span + 5));
  await insertResources(
    home,
    ids.map((id) => ({ id })),
  );
  const parts = (await maps.listParts(db)).filter(({ kind }) => kind === 'resources');
  const begins = parts.map(({ begin }) => begin);
  expect(begins).toEqual(expect.arrayContaining(ids.map((id) => id.slice(0, 5))));
  expect(begins).toEqual([...new Set(begins)].sort().reverse());
});

it('a part takes no more than it may, and its name leads to it', async () => {
  const home = await workspace(await person());
  const long = Date.UTC(2019, 3, 1);
  const [id] = await insertResources(
    home,
    Array.from({ length: 12 }, (_, n) => ({ id: idAt(long + n) })),
  );
  const part = { kind: 'resources', begin: id!.slice(0, 5) } as const;
  expect(await maps.pagesIn(db, part, now, 10)).toHaveLength(10);
  expect(maps.parsePart(maps.partName(part))).toEqual(part);
  const person9 = { kind: 'people', begin: 'user_01JA' } as const;
  expect(maps.parsePart(maps.partName(person9))).toEqual(person9);
  for (const name of ['resources', 'resources-', 'resources-019a', 'toString-019a2', 'x-019a2']) {
    expect(maps.parsePart(name), name).toBe(null);
  }
});

it('is well-formed whatever an address has in it', async () => {
  const changedAt = new Date('2026-03-01T08:00:00.500Z');
  const pages = [{ path: `/a?b&c<d>'"` }, { path: '/b', changedAt }];
  expect(maps.sitemap('https://vesta.example', pages)).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      '<url><loc>https://vesta.example/a?b&amp;c&lt;d&gt;&apos;&quot;</loc></url>',
      '<url><loc>https://vesta.example/b</loc><lastmod>2026-03-01T08:00:00.500Z</lastmod></url>',
      '</urlset>',
      '',
    ].join('\n'),
  );
  expect(maps.sitemapIndex('https://vesta.example', ['/sitemap/pages.xml'])).toContain(
    '<sitemap><loc>https://vesta.example/sitemap/pages.xml</loc></sitemap>',
  );
});
