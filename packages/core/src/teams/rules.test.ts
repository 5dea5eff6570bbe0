import { permissions } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { join, organization, governed, team } from '../../test/teams.ts';
import * as collections from '../collections/index.ts';
import type { Person } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as teams from './index.ts';

async function scene() {
  const { id, boss, colleague } = await organization();
  const press = await team(id, boss);
  await teams.addMember(db, await governed(boss, press), colleague.userId);
  const other = await person();
  await join(id, other);
  const seen = async (by: Person, limit = 50, cursor?: string) =>
    teams.rules(db, await teams.authorize(db, by, press.id, 'read'), { limit, cursor });
  const names = async (by: Person) => (await seen(by)).items.map(({ object }) => object.name);
  return { id, boss, colleague, other, press, seen, names };
}

const song = async (owner: Person, home: { id: string }, title: string, publishedAt: Date | null) =>
  resources.create(db, owner, await workspaces.authorize(db, owner, home.id, 'write'), {
    type: 'song',
    title,
    publishedAt,
  });

it('a team’s rules are told with what they are about, allowed and denied', async () => {
  const { id, boss, colleague, press, seen } = await scene();
  const home = await workspace(boss, { name: 'Coast', ownerType: 'organization', ownerId: id });
  const out = await song(boss, home, 'Low Water', new Date());
  const owner = { ownerType: 'workspace', ownerId: home.id } as const;
  const picks = await collections.create(db, boss, { ...owner, name: 'Picks' });
  await rule('allow', 'team', press.id, 'organization', id, 'read');
  await rule('allow', 'team', press.id, 'workspace', home.id, 'write');
  await rule('deny', 'team', press.id, 'workspace', home.id, 'delete');
  await rule('allow', 'team', press.id, 'resource', out.id, 'admin');
  await rule('unset', 'team', press.id, 'resource', out.id, 'read');
  // Nothing asks about it yet.
  await rule('allow', 'team', press.id, 'resource', out.id, 'comment');
  await rule('allow', 'team', press.id, 'collection', picks.id, 'write');
  const { items, next } = await seen(colleague);
  expect(next).toBeNull();
  expect(items).toEqual([
    {
      object: { type: 'collection', id: picks.id, name: 'Picks', path: `/${home.slug}/c/picks` },
      rules: [{ action: 'write', value: 'allow' }],
    },
    {
      object: {
        type: 'organization',
        id,
        name: expect.stringMatching(/^Label/) as string,
        path: `/dashboard/organizations/${id}`,
      },
      rules: [{ action: 'read', value: 'allow' }],
    },
    {
      object: {
        type: 'resource',
        id: out.id,
        name: 'Low Water',
        path: `/${home.slug}/low-water`,
      },
      rules: [{ action: 'admin', value: 'allow' }],
    },
    {
      object: { type: 'workspace', id: home.id, name: 'Coast', path: `/${home.slug}` },
      rules: [
        { action: 'delete', value: 'deny' },
        { action: 'write', value: 'allow' },
      ],
    },
  ]);
});

it('what the reader may not read is left out: private, or not out yet', async () => {
  const { id, boss, colleague, other, press, names } = await scene();
  const hidden = await workspace(boss, {
    name: 'Hidden',
    ownerType: 'organization',
    ownerId: id,
    visibility: 'private',
  });
  const open = await workspace(boss, { name: 'Open', ownerType: 'organization', ownerId: id });
  const draft = await song(boss, open, 'Draft', null);
  const theirs = await workspace(await person(), { name: 'Theirs', visibility: 'private' });
  await rule('allow', 'team', press.id, 'workspace', hidden.id, 'read');
  await rule('allow', 'team', press.id, 'workspace', open.id, 'read');
  await rule('allow', 'team', press.id, 'resource', draft.id, 'read');
  await rule('allow', 'team', press.id, 'workspace', theirs.id, 'read');
  expect((await names(colleague)).toSorted()).toEqual(['Hidden', 'Open', 'Theirs']);
  expect((await names(boss)).toSorted()).toEqual(['Draft', 'Hidden', 'Open']);
  expect(await names(other)).toEqual(['Open']);
  await expect(names(await person())).rejects.toMatchObject({ code: 'not_found' });
});

it('the pages of a team’s rules together are all of them', async () => {
  const { boss, colleague, press, seen } = await scene();
  const homes = await Promise.all([1, 2, 3].map(() => workspace(boss)));
  for (const { id } of homes) {
    await rule('allow', 'team', press.id, 'workspace', id, 'read');
    await rule('allow', 'team', press.id, 'workspace', id, 'write');
  }
  const told: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await seen(colleague, 2, cursor);
    told.push(...items.flatMap((one) => one.rules.map(({ action }) => one.object.id + action)));
    cursor = next ?? undefined;
  } while (cursor);
  expect(told.toSorted()).toEqual(
    homes.flatMap(({ id }) => [`${id}read`, `${id}write`]).toSorted(),
  );
  await expect(seen(colleague, 2, 'x')).rejects.toMatchObject({ code: 'invalid' });
  await db.delete(permissions).where(eq(permissions.subjectId, press.id));
  expect((await seen(colleague)).items).toEqual([]);
});
