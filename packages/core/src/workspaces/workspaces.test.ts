import { workspaces as table, workspaceSlugs, collections, engagements, newId } from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { dangling } from '../../test/dangling.ts';
import { governed, organization, team } from '../../test/teams.ts';
import { guest, type Principal } from '../kernel/index.ts';
import { refreshWorkspace } from '../permissions/index.ts';
import * as cabinet from '../collections/index.ts';
import * as resources from '../resources/index.ts';
import * as teams from '../teams/index.ts';
import * as workspaces from './index.ts';

describe('claiming a workspace', () => {
  it('makes it with its seven static collections', async () => {
    const ada = await person();
    const mine = await workspaces.create(db, ada, { name: 'Tidal Flats' });
    expect(mine).toMatchObject({ slug: 'tidal-flats', guestReadable: true, version: 1 });
    const statics = await db
      .select()
      .from(collections)
      .where(and(eq(collections.ownerType, 'workspace'), eq(collections.ownerId, mine.id)));
    expect(statics).toHaveLength(7);
  });

  it('a guest is asked to sign in', async () => {
    await expect(workspaces.create(db, guest, { name: 'X' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('a taken address is refused by its field, also one that somebody had before', async () => {
    const ada = await person();
    const first = await workspace(ada, { slug: 'old-name' });
    await workspaces.update(db, await workspaces.authorize(db, ada, first.id, 'admin'), {
      slug: 'new-name',
    });
    const emil = await person();
    for (const slug of ['old-name', 'new-name']) {
      await expect(workspace(emil, { slug })).rejects.toMatchObject({
        code: 'conflict',
        errors: [{ path: 'slug' }],
      });
    }
  });

  it('without an address it gets the nearest free one', async () => {
    const ada = await person();
    await workspaces.create(db, ada, { name: 'Échos' });
    expect((await workspaces.create(db, ada, { name: 'Echos' })).slug).toBe('echos-2');
    expect((await workspaces.create(db, ada, { name: 'Explore' })).slug).toBe('explore-2');
  });

  it('the same form sent twice makes one workspace', async () => {
    const ada = await person();
    const input = { id: newId(), name: 'Once', slug: 'once' };
    const [one, two] = await Promise.all([
      workspaces.create(db, ada, input),
      workspaces.create(db, ada, input),
    ]);
    expect(one.id).toBe(two.id);
    const emil = await person();
    await expect(workspaces.create(db, emil, input)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('renaming', () => {
  it('leads from the old address to the new one, in any case', async () => {
    const ada = await person();
    const mine = await workspace(ada, { slug: 'before' });
    const proof = await workspaces.authorize(db, ada, 'before', 'admin');
    await workspaces.update(db, proof, { slug: 'after' });
    for (const address of ['Before', 'before', 'AFTER', 'after', mine.id]) {
      expect(await workspaces.read(db, guest, address)).toMatchObject({
        id: mine.id,
        slug: 'after',
      });
    }
  });

  it('back to an own old address is possible', async () => {
    const ada = await person();
    await workspace(ada, { slug: 'there' });
    const go = async (from: string, to: string) =>
      workspaces.update(db, await workspaces.authorize(db, ada, from, 'admin'), { slug: to });
    await go('there', 'elsewhere');
    expect((await go('elsewhere', 'there')).slug).toBe('there');
    expect((await workspaces.read(db, guest, 'elsewhere')).slug).toBe('there');
  });

  it('is done five times in thirty days; former addresses are free to it as often as it likes', async () => {
    const ada = await person();
    const first = `home-${newId().slice(-8)}`;
    const { id } = await workspace(ada, { slug: first });
    const rename = async (slug: string, now?: Date) =>
      workspaces.update(
        db,
        await workspaces.authorize(db, ada, id, 'admin'),
        { slug },
        undefined,
        now,
      );
    const tries = Array.from({ length: 7 }, (_, n) => `${first}-${n}`);
    const statuses: string[] = [];
    for (const slug of tries) {
      const [{ status }] = await Promise.allSettled([rename(slug)]);
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected', 'rejected']);
    const taken = await db.select().from(workspaceSlugs).where(eq(workspaceSlugs.workspaceId, id));
    expect(taken).toHaveLength(6);
    await expect(rename(tries.at(-1)!)).rejects.toMatchObject({
      code: 'too_many_requests',
      errors: [{ path: 'slug', message: expect.stringMatching(/ in 30 days$/) }],
      retryAfter: expect.closeTo(30 * 24 * 60 * 60, -3),
    });
    expect((await rename(first)).slug).toBe(first);
    const later = new Date(Date.now() + 31 * 24 * 60 * 60_000);
    expect((await rename(tries.at(-1)!, later)).slug).toBe(tries.at(-1));
  });

  it('many times at once takes no more addresses than that', async () => {
    const ada = await person();
    const first = `rush-${newId().slice(-8)}`;
    const { id } = await workspace(ada, { slug: first });
    for (let round = 0; round < 7; round += 1) {
      const proof = await workspaces.authorize(db, ada, id, 'admin');
      await Promise.allSettled(
        [1, 2, 3].map((n) => workspaces.update(db, proof, { slug: `${first}-${round}-${n}` })),
      );
    }
    const taken = await db.select().from(workspaceSlugs).where(eq(workspaceSlugs.workspaceId, id));
    expect(taken).toHaveLength(6);
  });

  it('nobody can take those of a deleted workspace, present and former, who had it included', async () => {
    const [ada, emil] = [await person(), await person()];
    const { id } = await workspace(ada, { slug: 'gone-before' });
    const proof = await workspaces.authorize(db, ada, id, 'admin');
    await workspaces.update(db, proof, { slug: 'gone-now' });
    await workspaces.remove(db, await workspaces.authorize(db, ada, id, 'delete'));
    expect(await dangling(db)).toEqual([]);
    const other = await workspace(emil);
    for (const slug of ['gone-before', 'gone-now']) {
      await expect(workspaces.read(db, ada, slug)).rejects.toMatchObject({ code: 'not_found' });
      await expect(resources.locate(db, slug, 'any')).rejects.toMatchObject({ code: 'not_found' });
      const at = { type: 'workspace', slug } as const;
      await expect(cabinet.readAt(db, ada, at, 'likes')).rejects.toMatchObject({
        code: 'not_found',
      });
      const taken = {
        code: 'conflict',
        errors: [{ path: 'slug', suggestion: `${slug}-2` }],
      };
      await expect(workspace(ada, { slug })).rejects.toMatchObject(taken);
      const proof = await workspaces.authorize(db, emil, other.id, 'admin');
      await expect(workspaces.update(db, proof, { slug })).rejects.toMatchObject(taken);
    }
    expect((await workspaces.create(db, emil, { name: 'Gone now' })).slug).toBe('gone-now-2');
  });

  it('does not tell a stranger what a private workspace is called now', async () => {
    const ada = await person();
    await workspace(ada, { slug: 'hidden-before', visibility: 'private' });
    await workspaces.update(db, await workspaces.authorize(db, ada, 'hidden-before', 'admin'), {
      slug: 'hidden-after',
    });
    await expect(workspaces.read(db, guest, 'hidden-before')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await workspaces.read(db, ada, 'hidden-before')).slug).toBe('hidden-after');
  });

  it('a stale tab is told and takes no address', async () => {
    const ada = await person();
    const mine = await workspace(ada);
    const [one, two] = await Promise.all([
      workspaces.authorize(db, ada, mine.id, 'admin'),
      workspaces.authorize(db, ada, mine.id, 'admin'),
    ]);
    await workspaces.update(db, one, { name: 'First tab' }, 1);
    await expect(
      workspaces.update(db, two, { name: 'Second tab', slug: 'never-claimed' }, 1),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    const claims = await db
      .select()
      .from(workspaceSlugs)
      .where(eq(workspaceSlugs.slug, 'never-claimed'));
    expect(claims).toEqual([]);
  });
});

describe('who sees what', () => {
  it('a private workspace does not exist for those without the right', async () => {
    const [ada, emil, dev] = [await person(), await person(), await person()];
    const mine = await workspace(ada, { visibility: 'private' });
    await rule('allow', 'user', dev.userId, 'workspace', mine.id, 'read');
    await expect(workspaces.read(db, guest, mine.slug)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(workspaces.read(db, emil, mine.slug)).rejects.toMatchObject({ code: 'not_found' });
    expect((await workspaces.read(db, dev, mine.slug)).id).toBe(mine.id);
    await expect(workspaces.authorize(db, dev, mine.slug, 'write')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const listed = async (who: typeof emil, access: 'public' | 'read' | 'write') =>
      (await workspaces.list(db, who, { limit: 100, access })).items.map(({ id }) => id);
    expect(await listed(emil, 'public')).not.toContain(mine.id);
    expect(await listed(dev, 'read')).toEqual([mine.id]);
    expect(await listed(dev, 'write')).toEqual([]);
    expect(await listed(ada, 'write')).toEqual([mine.id]);
  });

  it('hiding a workspace takes it out of the public list', async () => {
    const ada = await person();
    const mine = await workspace(ada);
    await workspaces.update(db, await workspaces.authorize(db, ada, mine.id, 'admin'), {
      visibility: 'private',
    });
    const [row] = await db.select().from(table).where(eq(table.id, mine.id));
    expect(row?.guestReadable).toBe(false);
  });
});

it('pages through all workspaces, newest first, without gaps or repeats', async () => {
  const ada = await person();
  for (let n = 0; n < 5; n += 1) await workspace(ada);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await workspaces.list(db, ada, { limit: 2, cursor, access: 'write' });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(seen).toEqual([...seen].sort().reverse());
});

it('deleting removes it with all its collections and addresses', async () => {
  const ada = await person();
  const mine = await workspace(ada);
  await rule('allow', 'static', 'authenticated', 'workspace', mine.id, 'write');
  await workspaces.remove(db, await workspaces.authorize(db, ada, mine.id, 'delete'));
  await expect(workspaces.read(db, ada, mine.slug)).rejects.toMatchObject({ code: 'not_found' });
  const left = await db.select().from(collections).where(eq(collections.ownerId, mine.id));
  expect(left).toEqual([]);
});

describe('the workspaces of one owner', () => {
  type Asked = Partial<workspaces.ListWorkspaces>;
  const seen = async (who: Principal, owner: Asked['owner'], asked: Asked = {}) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspaces.list(db, who, { limit: 2, owner, ...asked, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    return ids;
  };

  it('of a label are all that somebody may read, newest first, each once', async () => {
    const { id, boss, colleague } = await organization();
    const of = { ownerType: 'organization', ownerId: id } as const;
    const made = [];
    for (const visibility of ['public', 'private', 'public', 'private', 'private'] as const) {
      made.push(await workspace(boss, { ...of, visibility }));
    }
    const [first, closed, third, shared, followed] = made.map((one) => one.id) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const editors = await team(id, boss);
    await teams.addMember(db, await governed(boss, editors), colleague.userId);
    await rule('allow', 'team', editors.id, 'workspace', shared);
    await rule('allow', 'team', editors.id, 'workspace', first, 'write');
    const fan = await person();
    await rule('allow', 'static', 'follower', 'workspace', followed);
    await batch(db, (q) => refreshWorkspace(q, followed));
    await db.insert(engagements).values({
      ...{ subjectType: 'user', subjectId: fan.userId, action: 'follow' },
      ...{ objectType: 'workspace', objectId: followed },
    });
    const denied = await person();
    await rule('deny', 'user', denied.userId, 'workspace', third);
    // Of others, and shown to nobody who asks for the label's.
    await workspace(boss);
    await rule('allow', 'user', fan.userId, 'workspace', (await workspace(await person())).id);

    const owner = { type: 'organization', id } as const;
    expect(await seen(guest, owner)).toEqual([third, first]);
    expect(await seen(denied, owner)).toEqual([first]);
    expect(await seen(fan, owner)).toEqual([followed, third, first]);
    expect(await seen(colleague, owner)).toEqual([shared, third, first]);
    expect(await seen(boss, owner)).toEqual([followed, shared, third, closed, first]);
    expect(await seen(colleague, owner, { access: 'public' })).toEqual([third, first]);
    expect(await seen(colleague, owner, { access: 'read' })).toEqual([shared, first]);
    expect(await seen(colleague, owner, { access: 'write' })).toEqual([first]);
    const place = { type: 'workspace', id: closed } as const;
    const keyed = { ...boss, key: { id: 'key', confinedTo: place } };
    expect(await seen(keyed, owner)).toEqual([third, closed, first]);
  });

  it('that may only be read have those of which a rule forbids more', async () => {
    const [ada, emil] = [await person(), await person()];
    const [given, forbidden] = [await workspace(ada), await workspace(ada)];
    for (const { id } of [given, forbidden]) {
      await rule('allow', 'user', emil.userId, 'workspace', id, 'admin');
    }
    await rule('deny', 'user', emil.userId, 'workspace', forbidden.id, 'write');
    const { items } = await workspaces.list(db, emil, {
      ...{ limit: 10, access: 'read', except: 'write' },
    });
    expect(items.map(({ id }) => id)).toEqual([forbidden.id]);
  });

  it('of a person are theirs as themself, by name where that is asked for', async () => {
    const [ada, emil] = [await person(), await person()];
    const [bee, open] = [
      await workspace(ada, { name: 'Bee' }),
      await workspace(ada, { name: 'Yak' }),
    ];
    const closed = await workspace(ada, { name: 'Yew', visibility: 'private' });
    await workspace(emil, { name: 'Yam' });
    // No address that a test makes up has a "y".
    const owner = { type: 'user', id: ada.userId } as const;
    expect(await seen(emil, owner)).toEqual([open.id, bee.id]);
    expect(await seen(guest, owner, { q: 'y' })).toEqual([open.id]);
    expect(await seen(ada, owner, { q: 'y' })).toEqual([open.id, closed.id]);
    expect(await seen(ada, owner, { access: 'public' })).toEqual([open.id, bee.id]);
    expect(await seen(ada, { type: 'organization', id: ada.userId })).toEqual([]);
  });
});
