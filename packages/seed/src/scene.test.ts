import { describe, expect, it } from 'vitest';
import { linkServices, resourceTypes } from '@vesta-cx/db';
import { cast } from './cast.ts';
import type { SeedBatch, SeedTable } from './rows.ts';
import { scene } from './scene.ts';
import { loadScene } from './sqlite.ts';
import { brokenIn, complaints, emptyDatabase, fingerprint } from './testing.ts';

const now = new Date('2026-11-23T15:00:00Z');
const renderMarkdown = (markdown: string) => `<p>${markdown.length}</p>`;
const rows = await scene({
  identities: Object.fromEntries(cast.map(({ externalId }) => [externalId, `user_${externalId}`])),
  organizations: { nightjar: 'org_nightjar' },
  renderMarkdown,
  now,
});

describe('the scene', () => {
  it('is as large and as varied as it should be', () => {
    expect(rows.workspaces.length).toBeGreaterThanOrEqual(12);
    expect(rows.resources.length).toBeGreaterThanOrEqual(60);
    for (const type of resourceTypes) {
      expect(rows.resources.filter((row) => row.type === type).length).toBeGreaterThan(4);
    }
    const published = rows.resources.map(({ publishedAt }) => publishedAt);
    expect(published.filter((at) => at === null).length).toBeGreaterThan(3);
    expect(published.filter((at) => at && at > now).length).toBeGreaterThan(2);
    expect(rows.resources.some(({ status }) => status === 'UNLISTED')).toBe(true);
    expect(rows.workspaces.some(({ visibility }) => visibility === 'private')).toBe(true);
    expect(rows.workspaces.some(({ ownerType }) => ownerType === 'organization')).toBe(true);
    expect(new Set(rows.resourceUrls.map(({ service }) => service)).size).toBeGreaterThan(10);
    expect(rows.resourceUrls.every(({ service }) => linkServices.includes(service!))).toBe(true);
  });

  it('has everybody of the cast who has signed in before, and nobody else of it', () => {
    const ids = rows.users.map(({ workosUserId }) => workosUserId);
    for (const person of cast) {
      expect(ids.includes(`user_${person.externalId}`)).toBe(!('newcomer' in person));
    }
  });

  it('has a page behind every link between posts', () => {
    const pages = new Set(
      rows.resources.flatMap(({ workspaceId, slug }) => {
        const home = rows.workspaces.find(({ id }) => id === workspaceId)?.slug;
        return home ? [`/${home}`, `/${home}/${slug}`] : [];
      }),
    );
    for (const { ownerId, slug } of rows.collections) {
      const home = rows.workspaces.find(({ id }) => id === ownerId)?.slug;
      if (home) pages.add(`/${home}/c/${slug}`);
    }
    const links = rows.posts.flatMap(({ body }) => [...body.matchAll(/\]\((\/[^)]*)\)/g)]);
    expect(links.length).toBeGreaterThan(5);
    expect(links.map(([, path]) => path!).filter((path) => !pages.has(path))).toEqual([]);
  });

  it('passes the validators, row by row', () => {
    for (const [table, theirs] of Object.entries(rows)) {
      expect(theirs.length, table).toBeGreaterThan(0);
      expect(complaints({ table, rows: theirs } as SeedBatch)).toEqual([]);
    }
  });

  it('keeps every rule of the model in a real database', async () => {
    const db = emptyDatabase();
    loadScene(db, rows);
    expect(await brokenIn(db)).toEqual({});
    for (const table of Object.keys(rows) as SeedTable[]) {
      const name = table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const { n } = db.prepare(`select count(*) as n from ${name}`).get() as { n: number };
      expect([table, n]).toEqual([table, rows[table].length]);
    }
  });

  it('adds nothing when it is loaded again, on another day as well', async () => {
    const db = emptyDatabase();
    loadScene(db, rows);
    expect(loadScene(db, rows)).toBe(0);
    const identities = Object.fromEntries(
      cast.map(({ externalId }) => [externalId, `user_${externalId}`]),
    );
    const organizations = { nightjar: 'org_nightjar' };
    const later = new Date('2027-02-01T03:00:00Z');
    const again = await scene({ identities, organizations, renderMarkdown, now: later });
    expect(loadScene(db, again)).toBe(0);
  });

  it('gives the same rows for the same input, and fresh dates for another day', async () => {
    const input = { renderMarkdown, now };
    expect(fingerprint([await scene(input)])).toBe(fingerprint([await scene(input)]));
    const tomorrow = await scene({ ...input, now: new Date(now.getTime() + 86_400_000) });
    expect(tomorrow.resources[0]?.publishedAt).not.toEqual(rows.resources[0]?.publishedAt);
    expect(tomorrow.resources[0]?.id).toEqual(rows.resources[0]?.id);
  });

  it('stands beside somebody of the cast who signed in before it was loaded', async () => {
    const db = emptyDatabase();
    const ada = rows.users.find(({ handle }) => handle === 'ada')!;
    db.exec(`insert into organizations (workos_org_id, name, created_at, updated_at)
      values ('org_global', 'vesta', 0, 0)`);
    db.prepare(
      `insert into users (workos_user_id, handle, email, display_name, search_key,
         organization_id, created_at, updated_at)
       values (?, 'ada-okafor', 'ada@example.com', 'Ada Okafor', 'ada okafor', 'org_global', 0, 0)`,
    ).run(ada.workosUserId);
    db.prepare(`insert into user_handles (handle, user_id, created_at) values (?, ?, 0)`).run(
      'ada-okafor',
      ada.workosUserId,
    );
    rows.collections
      .filter(({ ownerId, kind }) => ownerId === ada.workosUserId && kind)
      .forEach(({ kind }, i) =>
        db
          .prepare(
            `insert into collections (id, owner_type, owner_id, name, slug, type, kind, search_key,
               created_at, updated_at) values (?, 'user', ?, ?, ?, 'static', ?, ?, 0, 0)`,
          )
          .run(`made-before-${i}`, ada.workosUserId, kind!, kind!, kind!, kind!),
      );
    loadScene(db, rows);
    expect(await brokenIn(db)).toEqual({});
  });

  it('dates nothing in the future except what is scheduled', () => {
    const made = Object.values(rows).flat() as { createdAt: Date }[];
    expect(made.filter(({ createdAt }) => createdAt > now)).toEqual([]);
    expect(rows.collectionItems.filter(({ addedAt }) => addedAt! > now)).toEqual([]);
  });
});
