/** Which names nobody can choose, for a workspace, a resource or a handle. */
import { resources as resourceTable, workspaces as table, workspaceSlugs } from '@vesta-cx/db';
import { slugSchema } from '@vesta-cx/db/validators';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { scene } from '@vesta-cx/seed/scene';
import * as resources from '../src/resources/index.ts';
import * as users from '../src/users/index.ts';
import { reservedHandles } from '../src/users/reserved.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { db, person, workspace } from './make.ts';
import { edit, post } from './resources.ts';

/** One or more of every kind. */
const notForWorkspaces = [
  ...[
    'privacy',
    'terms',
    'contact',
    'support',
    'help',
    'about',
    'legal',
    'pricing',
    'admin',
    'blog',
  ],
  ...[
    'imprint',
    'impressum',
    'cookies',
    'dmca',
    'terms-of-service',
    'termsofservice',
    'faq',
    'jobs',
  ],
  ...['login', 'log-in', 'signup', 'sign-up', 'oauth', 'sso', 'account', 'password', 'register'],
  ...['api', 'assets', 'static', 'cdn', 'www', 'mail', 'webhooks', 'healthz', 'graphql', 'status'],
  ...['robots', 'robots-txt', 'sitemap', 'favicon', 'well-known', 'security', 'manifest', 'rss'],
  ...[
    '404',
    '500',
    'post',
    'delete',
    'http',
    'www',
    'null',
    'undefined',
    'constructor',
    'prototype',
  ],
  ...[
    'staff',
    'moderator',
    'official',
    'root',
    'webmaster',
    'vesta',
    'vesta-cx',
    'erato',
    'everyone',
  ],
  ...['explore', 'search', 'trending', 'new', 'artists', 'songs', 'collections', 'notifications'],
  ...['billing', 'checkout', 'store', 'premium', 'me', 'settings', 'act-as', 'dashboard', 'user'],
];
const refused = { code: 'invalid', errors: [{ path: 'slug' }] };

it('nobody can claim an address that reads as a page of the site, and a name leads beside it', async () => {
  const ada = await person();
  const mine = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, mine.id, 'admin');
  for (const slug of notForWorkspaces) {
    await expect(workspaces.create(db, ada, { name: 'X', slug }), slug).rejects.toMatchObject(
      refused,
    );
    await expect(workspaces.update(db, proof, { slug }), slug).rejects.toMatchObject(refused);
  }
  const named = await workspaces.create(db, ada, { name: 'Privacy' });
  expect(named.slug).toMatch(/^privacy-./);
});

it('a workspace that has such an address already keeps it, whatever else changes', async () => {
  const ada = await person();
  const { id } = await workspace(ada);
  await db.update(table).set({ slug: 'imprint' }).where(eq(table.id, id));
  await db.insert(workspaceSlugs).values({ slug: 'imprint', workspaceId: id });
  const proof = await workspaces.authorize(db, ada, id, 'admin');
  const changed = await workspaces.update(db, proof, { slug: 'imprint', name: 'Kept' });
  expect(changed).toMatchObject({ slug: 'imprint', name: 'Kept' });
});

it('no resource stands where its workspace has a page or a feed', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const { id } = await post(ada, home);
  for (const slug of [
    'c',
    'collections',
    'feed-xml',
    'rss',
    'followers',
    'likes',
    'settings',
    's',
  ]) {
    await expect(post(ada, home, { slug }), slug).rejects.toMatchObject(refused);
    const change = resources.update(db, await edit(ada, id), { slug });
    await expect(change, slug).rejects.toMatchObject(refused);
  }
  expect((await post(ada, home, { title: 'Followers' })).slug).toMatch(/^followers-./);
  await db.update(resourceTable).set({ slug: 'rss' }).where(eq(resourceTable.id, id));
  const changed = await resources.update(db, await edit(ada, id), { slug: 'rss', title: 'Kept' });
  expect(changed).toMatchObject({ slug: 'rss', title: 'Kept' });
});

it('no handle speaks for the site', async () => {
  const ada = await person();
  for (const handle of [
    'staff',
    'privacy',
    'support',
    'vesta-official',
    'constructor',
    'sign-in',
  ]) {
    await expect(users.changeHandle(db, ada, handle), handle).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'handle' }],
    });
  }
});

describe('the lists', () => {
  const lists = { slugs: workspaces.reservedSlugs, handles: reservedHandles };
  const parts = resources.reservedResourceSlugs;

  it('have only what somebody could choose otherwise', () => {
    for (const name of [...lists.slugs, ...lists.handles, ...parts]) {
      expect(slugSchema.safeParse(name).success, name).toBe(true);
    }
  });

  it('take nothing from the demo scene', async () => {
    const rows = await scene({ now: new Date(), renderMarkdown: (markdown) => markdown });
    const slugs = [...rows.workspaces, ...rows.workspaceSlugs].map(({ slug }) => slug);
    expect(slugs.filter((slug) => lists.slugs.has(slug))).toEqual([]);
    const handles = rows.users.map(({ handle }) => handle);
    expect(handles.filter((handle) => lists.handles.has(handle))).toEqual([]);
    expect(rows.resources.filter(({ slug }) => parts.has(slug)).map(({ slug }) => slug)).toEqual(
      [],
    );
  });
});
