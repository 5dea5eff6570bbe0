/** What a feed has in it for whom, and that every program can read it. */
import {
  resources as resourceTable,
  workspaces as workspaceTable,
  type Workspace,
} from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { expect, it } from 'vitest';
import { db, follow, person, refresh, rule, workspace } from '../../test/make.ts';
import { edit, now, post } from '../../test/resources.ts';
import { guest, type Principal, oneLine } from '../kernel/index.ts';
import * as access from '../access/index.ts';
import * as resources from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as feeds from './index.ts';

const out = new Date(now.getTime() - 60_000);
const places = { origin: 'https://vesta.example', self: 'https://vesta.example/x/feed' };

const feedFor = async (who: Principal, { id }: Workspace): Promise<feeds.Feed> =>
  feeds.ofWorkspace(db, who, await workspaces.read(db, who, id), now);

const titles = async (who: Principal, home: Workspace) =>
  (await feedFor(who, home)).entries.map(({ title }) => title);

const jsonOf = (feed: feeds.Feed) => parseJsonFeed(JSON.parse(feeds.jsonFeed(feed, places))).items!;

it('what is for followers is in the feed of a follower, and nobody else has that feed', async () => {
  const [ada, fan, stranger] = [await person(), await person(), await person()];
  const home = await workspace(ada, { visibility: 'private' });
  await post(ada, home, { title: 'Letter', publishedAt: out });
  await rule('allow', 'static', 'follower', 'workspace', home.id);
  await refresh('workspace', home.id);
  await follow(fan, home);
  expect(await titles(fan, home)).toEqual(['Letter']);
  expect(await titles(ada, home)).toEqual(['Letter']);
  for (const who of [stranger, guest]) {
    await expect(feedFor(who, home)).rejects.toMatchObject({ code: 'not_found' });
  }
});

it('what an audience may not read is not in its feed', async () => {
  const [ada, fan, banned] = [await person(), await person(), await person()];
  const home = await workspace(ada);
  await post(ada, home, { title: 'Open', publishedAt: out });
  const members = await post(ada, home, { title: 'Signed in', publishedAt: now });
  await rule('deny', 'static', 'guest', 'resource', members.id);
  await rule('deny', 'user', banned.userId, 'resource', members.id);
  await refresh('resource', members.id);
  expect(await titles(fan, home)).toEqual(['Signed in', 'Open']);
  expect(await titles(banned, home)).toEqual(['Open']);
  expect(await titles(guest, home)).toEqual(['Open']);
});

it('drafts, what comes later and what is not listed are in no feed, not even in that of their writer', async () => {
  const ada = await person();
  const home = await workspace(ada);
  await post(ada, home);
  await post(ada, home, { publishedAt: new Date(now.getTime() + 60_000) });
  await post(ada, home, { publishedAt: out, status: 'UNLISTED' });
  expect(await titles(ada, home)).toEqual([]);
  const { entries } = parseAtomFeed(feeds.atom(await feedFor(guest, home), places)) ?? {};
  expect(entries ?? []).toEqual([]);
});

it('the newest twenty are in it', async () => {
  const ada = await person();
  const home = await workspace(ada);
  for (let i = 0; i < 22; i++) {
    await post(ada, home, { title: `No. ${i}`, publishedAt: new Date(out.getTime() + i) });
  }
  expect(await titles(guest, home)).toEqual(Array.from({ length: 20 }, (_, i) => `No. ${21 - i}`));
});

it('a post is whole, with addresses that work anywhere', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const body =
    'From [here](/kiln?a=1&b=2), [there](https://example.com/x) and `<a href="/no">`.[^1]' +
    '\n\n![High > low](/tide.png) ![Ebb](ebb.png "> src")\n\n[^1]: A note.';
  const written = await post(ada, home, { title: 'Low <water>', publishedAt: out, post: { body } });
  const feed = await feedFor(guest, home);
  const page = `https://vesta.example/${home.slug}/${written.slug}`;
  const atom = parseAtomFeed(feeds.atom(feed, places)).entries![0]!;
  expect(atom).toMatchObject({
    id: `urn:uuid:${written.id}`,
    title: { value: 'Low <water>' },
    published: out.toISOString(),
    links: [{ rel: 'alternate', type: 'text/html', href: page }],
  });
  const json = parseJsonFeed(JSON.parse(feeds.jsonFeed(feed, places))).items![0]!;
  expect(json).toMatchObject({ id: `urn:uuid:${written.id}`, url: page, title: 'Low <water>' });
  for (const html of [atom.content?.value, json.content_html]) {
    expect(html).toContain('href="https://vesta.example/kiln?a=1&amp;b=2"');
    expect(html).toContain('href="https://example.com/x"');
    expect(html).toContain('&lt;a href=&quot;/no&quot;&gt;');
    expect(html).toContain(`href="${page}#user-content-fn-1"`);
    expect(html).toContain('<img src="https://vesta.example/tide.png" alt="High &gt; low"');
    expect(html).toContain(`<img src="https://vesta.example/${home.slug}/ebb.png" alt="Ebb"`);
  }
});

it('a release shows its cover and where to hear it, a status its lines', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const cover = 'https://example.com/a.jpg';
  const make = (input: resources.NewResourceInput) =>
    resources.create(db, ada, proof, { ...input, publishedAt: out }, now);
  await make({
    type: 'album',
    title: 'Tide & "Mark"',
    excerpt: 'Eleven songs.',
    album: { coverArtUrl: cover },
    urls: [{ url: 'https://ada.bandcamp.com/album/tide' }],
  });
  await make({ type: 'status', excerpt: '1 < 2\nand more' });
  const [status, album] = parseJsonFeed(
    JSON.parse(feeds.jsonFeed(await feedFor(guest, home), places)),
  ).items!;
  expect(album).toMatchObject({
    image: cover,
    content_html:
      `<p><img src="${cover}" alt="Tide &amp; &quot;Mark&quot;"></p><p dir="auto">Eleven songs.</p>` +
      '<ul><li dir="auto"><a href="https://ada.bandcamp.com/album/tide">Bandcamp</a></li></ul>',
  });
  expect(status).toMatchObject({ content_html: '<p dir="auto">1 &lt; 2<br>and more</p>' });
  expect(status).not.toHaveProperty('title');
});

it('the beginning of a text is not said again above it; an excerpt that somebody wrote is', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const long = { body: `Slack water. ${'The tide turns again. '.repeat(30)}` };
  await post(ada, home, { title: 'Short', post: { body: 'Slack *water*.' }, publishedAt: out });
  await post(ada, home, { title: 'Long', post: long, publishedAt: out });
  const excerpt = 'Why we wait.';
  await post(ada, home, { title: 'Led', post: long, excerpt, publishedAt: out });
  const feed = await feedFor(guest, home);
  // It is there, for lists and for machines.
  expect(feed.entries.every((entry) => entry.excerpt)).toBe(true);
  const summaries = { Short: undefined, Long: undefined, Led: excerpt };
  expect(Object.fromEntries(jsonOf(feed).map(({ title, summary }) => [title, summary]))).toEqual(
    summaries,
  );
  const { entries } = parseAtomFeed(feeds.atom(feed, places));
  expect(
    Object.fromEntries(entries!.map(({ title, summary }) => [title!.value, summary?.value])),
  ).toEqual(summaries);
});

it('the addresses in a status are links, and each paragraph goes in its own direction', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const excerpt = 'شاهد HTTPS://en.example/Air_(band)؟\n\n<b>Low';
  const status = { type: 'status', excerpt, publishedAt: out } as const;
  await resources.create(db, ada, proof, status, now);
  expect(jsonOf(await feedFor(guest, home))[0]!.content_html).toBe(
    '<p dir="auto">شاهد <a href="https://en.example/Air_(band)" rel="ugc nofollow noopener" dir="ltr">' +
      'en.example/Air_(band)</a>؟</p><p dir="auto">&lt;b&gt;Low</p>',
  );
});

it('where a release can be heard is told in the order of its page', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const urls = ['https://b.example/1', 'https://c.example/2', 'https://a.example/3'];
  const song = { type: 'song', title: 'Ebb', song: {}, publishedAt: out } as const;
  const links = urls.map((url) => ({ url }));
  await resources.create(db, ada, proof, { ...song, urls: links }, now);
  const html = jsonOf(await feedFor(guest, home))[0]!.content_html!;
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)).toEqual(urls);
});

it('a status is called by its first words, at most 80 letters of them', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const say = (excerpt: string, minutes: number) =>
    resources.create(
      db,
      ada,
      proof,
      { type: 'status', excerpt, publishedAt: new Date(out.getTime() - minutes * 60_000) },
      now,
    );
  await say(`${'𝄞'.repeat(80)}\nand more`, 1);
  await say(`${'𝄞'.repeat(79)} and more`, 2);
  await say('𝄞'.repeat(81), 3);
  const { entries } = parseAtomFeed(feeds.atom(await feedFor(guest, home), places));
  expect(entries!.map(({ title }) => title?.value)).toEqual([
    '𝄞'.repeat(80),
    `${'𝄞'.repeat(79)}…`,
    `${'𝄞'.repeat(79)}…`,
  ]);
});

it('what was written before the day on which it came out has changed on that day', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const written = new Date('2026-01-01T00:00:00Z');
  await db.update(workspaceTable).set({ updatedAt: written }).where(eq(workspaceTable.id, home.id));
  const early = await post(ada, home, { title: 'Early', publishedAt: out });
  const late = await post(ada, home, { title: 'Late', publishedAt: written });
  for (const [id, updatedAt] of [
    [early.id, written],
    [late.id, new Date(out.getTime() - 60_000)],
  ] as const) {
    await db.update(resourceTable).set({ updatedAt }).where(eq(resourceTable.id, id));
  }
  const feed = await feedFor(guest, home);
  const atom = parseAtomFeed(feeds.atom(feed, places));
  const days = [out.toISOString(), new Date(out.getTime() - 60_000).toISOString()];
  expect(atom.entries!.map(({ updated }) => updated)).toEqual(days);
  expect(atom.updated).toBe(days[0]);
  expect(jsonOf(feed).map(({ date_modified: modified }) => modified)).toEqual(days);
});

it('whatever people write, the Atom document says it and stays one that can be read', async () => {
  const ada = await person();
  const home = await workspace(ada);
  await post(ada, home, { publishedAt: out });
  const feed = await feedFor(guest, home);
  const entry = feed.entries[0]!;
  // Rendered: no tags but those of the renderer. And no excerpt is the beginning of it.
  const hidden = (html: string) => `<p>The text: ${html.replaceAll('<', '&lt;')}</p>`;
  const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
  // Every line break in XML is read as one.
  const legible = (text: string) => text.replaceAll(notXml, '').replaceAll(/\r\n?/g, '\n');
  const words = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(']]>', '<![CDATA[', '&amp;', '</title>', '\u0000a', '\uFFFEb', '𝄞'.repeat(90)),
  );
  const text = fc.array(words, { minLength: 1, maxLength: 5 }).map((some) => `a${some.join('')}z`);
  fc.assert(
    fc.property(text, text, text, text, (name, description, excerpt, bodyHtml) => {
      const title = oneLine(name);
      const document = feeds.atom(
        {
          workspace: { ...home, description },
          entries: [{ ...entry, title, excerpt, bodyHtml: hidden(bodyHtml) }],
          updatedAt: now,
        },
        places,
      );
      expect(document).not.toMatch(
        /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u,
      );
      const read = parseAtomFeed(document);
      expect(read.subtitle?.value).toBe(legible(description));
      expect(read.entries).toHaveLength(1);
      expect(read.entries![0]).toMatchObject({
        id: `urn:uuid:${entry.id}`,
        title: { value: legible(title) },
        summary: { value: legible(excerpt) },
        content: { value: `<div dir="auto">${legible(hidden(bodyHtml))}</div>` },
      });
      return true;
    }),
    { numRuns: 200 },
  );
});

it('its date never goes back, whatever leaves it', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const at = (seconds: number) => new Date(out.getTime() + seconds * 1000);
  const made: string[] = [];
  for (let i = 0; i < 4; i++) made.push((await post(ada, home, { publishedAt: at(i) })).id);
  await db
    .update(workspaceTable)
    .set({ updatedAt: at(-9) })
    .where(eq(workspaceTable.id, home.id));
  let before = (await feedFor(guest, home)).updatedAt;
  expect(before >= at(3)).toBe(true);

  const [unlisted, withdrawn, refused, deleted] = made as [string, string, string, string];
  const admin = await access.authorize(db, ada, { type: 'resource', id: refused }, 'admin');
  const departures = [
    async () => resources.update(db, await edit(ada, unlisted), { status: 'UNLISTED' }),
    async () => resources.update(db, await edit(ada, withdrawn), { publishedAt: null }),
    () =>
      access.set(db, admin, { subjectType: 'static', subjectId: 'guest', action: 'read' }, 'deny'),
    async () => resources.remove(db, await resources.authorize(db, ada, deleted, 'delete')),
  ];
  for (const [i, depart] of departures.entries()) {
    await depart();
    const feed = await feedFor(guest, home);
    expect(feed.entries).toHaveLength(3 - i);
    expect(feed.updatedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(parseAtomFeed(feeds.atom(feed, places)).updated).toBe(feed.updatedAt.toISOString());
    before = feed.updatedAt;
  }
});
