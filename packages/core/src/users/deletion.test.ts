import * as schema from '@vesta-cx/db';
import {
  apiKeys,
  auditEvents,
  newId,
  organizationMembers,
  organizations,
  resourceAuthors,
  teams,
  teamUsers,
  userHandles,
  users,
  type ApiKeyOwnerType,
} from '@vesta-cx/db';
import { batch, type AnyTable } from '@vesta-cx/db/query';
import { eq, getTableColumns, getTableName, or } from 'drizzle-orm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { dangling } from '../../test/dangling.ts';
import { collection } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { post } from '../../test/resources.ts';
import { clearingsIn } from '../../test/teams.ts';
import { wholeWorld } from '../../test/whole-world.ts';
import { record } from '../audit/index.ts';
import * as collections from '../collections/index.ts';
import { type Person, tables } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { deletedUserId } from '../kernel/index.ts';
import * as accounts from './index.ts';

const workos = { users: { remove: async () => {} } };
const handleOf = async ({ userId }: Person) => (await accounts.me(db, { userId })).handle;
const removeAccount = async (who: Person, atWorkos: typeof workos = workos) =>
  accounts.removeAccount(db, who, await handleOf(who), atWorkos);

/** What may still say the id of somebody who is gone: that they are, and the logs of others. */
const mayRemember = /^(workos_events\.(id|object_id)|audit_events\.\w+)$/;

/** Every column in which one of the ids still stands, whatever the column is for. */
async function mentions(...ids: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) {
    const rows = await db.select().from(table as AnyTable as typeof users);
    for (const [key, column] of Object.entries(getTableColumns(table as AnyTable))) {
      const isIn = rows.some((row) => {
        const text = JSON.stringify((row as unknown as Record<string, unknown>)[key]);
        return ids.some((id) => text.includes(`"${id}"`));
      });
      if (isIn) found.push(`${getTableName(table)}.${column.name}`);
    }
  }
  return found.filter((name) => !mayRemember.test(name));
}

async function organization(...admins: Person[]): Promise<string> {
  const organizationId = `org_${newId()}`;
  await db
    .insert(organizations)
    .values({ workosOrgId: organizationId, name: `Label ${organizationId.slice(-4)}` });
  for (const { userId } of admins) {
    await db.insert(organizationMembers).values({ organizationId, userId, role: 'admin' });
  }
  return organizationId;
}

describe('an account that is deleted', () => {
  it('takes everything that is the person’s own along', async () => {
    const [ada, emil] = [await person(), await person()];
    const [mine, his] = [await workspace(ada), await workspace(emil)];
    const written = await post(ada, mine);
    await resources.createStatus(db, ada, { type: 'status', excerpt: 'Hello.' } as never);
    await collection(ada);
    await rule('allow', 'user', ada.userId, 'workspace', his.id, 'write');
    const shared = await post(ada, his, {
      authors: [
        { type: 'user', id: ada.userId },
        { type: 'user', id: emil.userId },
      ],
    });
    const kept = await collection(emil);
    const playlist = () => collections.authorize(db, emil, kept.id, 'write');
    for (const ref of [
      { itemType: 'user', itemId: ada.userId },
      { itemType: 'workspace', itemId: mine.id },
      { itemType: 'user', itemId: emil.userId },
    ] as const) {
      await collections.addItem(db, emil, await playlist(), ref);
    }
    await batch(db, (q) => [
      record(q, ada, {
        log: {},
        action: 'workspace.update',
        object: { type: 'workspace', id: mine.id },
      }),
    ]);
    expect(await accounts.deletionPlan(db, ada)).toMatchObject({
      workspaces: [{ slug: mine.slug }],
      statuses: 1,
      collections: 1,
      lastAdminOf: [],
    });

    await removeAccount(ada);

    expect(await mentions(ada.userId)).toEqual([]);
    expect(await mentions(written.id)).toEqual([]);
    expect(await dangling(db)).toEqual([]);
    await expect(workspace(emil, { slug: mine.slug })).rejects.toMatchObject({ code: 'conflict' });
    expect((await playlist()).itemCount).toBe(1);
    // What belongs to others stays, without the person's name on it.
    const credits = await db
      .select()
      .from(resourceAuthors)
      .where(eq(resourceAuthors.resourceId, shared.id));
    expect(credits.map(({ authorId }) => authorId)).toEqual([emil.userId]);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.userId, ada.userId));
    expect(new Set(log.map(({ workspaceId }) => workspaceId))).toEqual(new Set([his.id]));
  });

  it('keeps its handles from everybody, and is found by none of them', async () => {
    const ada = await person('Immortal');
    const first = await handleOf(ada);
    await accounts.changeHandle(db, ada, 'immortal-again');
    await removeAccount(ada);
    for (const handle of [first, 'immortal-again', '~deleted']) {
      await expect(accounts.findByHandle(db, handle)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await accounts.list(db, { q: 'immortal', limit: 5 })).items).toEqual([]);
    const next = await person('Immortal');
    expect(await handleOf(next)).not.toBe(first);
    await expect(accounts.changeHandle(db, next, first)).rejects.toMatchObject({
      code: 'conflict',
    });
    const [claim] = await db.select().from(userHandles).where(eq(userHandles.handle, first));
    expect(claim!.userId).toBe(deletedUserId);
  });

  it('is not made again by a session that another browser still has', async () => {
    const ada = await person();
    const identity = {
      workosUserId: ada.userId,
      email: 'back@example.com',
      firstName: 'Back',
      lastName: null,
      avatarUrl: null,
      organizationId: null,
    };
    await removeAccount(ada);
    await expect(accounts.signIn(db, identity)).rejects.toMatchObject({ code: 'gone' });
    expect(await mentions(ada.userId)).toEqual([]);
    for (const late of [
      () => workspaces.create(db, ada, { name: 'Late' }),
      () => resources.createStatus(db, ada, { type: 'status', excerpt: 'Late' } as never),
      () => collections.create(db, ada, { name: 'Late' }),
    ]) {
      await expect(late()).rejects.toThrow();
    }
    expect(await mentions(ada.userId)).toEqual([]);
  });
});

describe('what stands in the way', () => {
  it('another handle than the person’s', async () => {
    const ada = await person();
    await expect(accounts.removeAccount(db, ada, 'somebody', workos)).rejects.toMatchObject({
      errors: [{ path: 'handle' }],
    });
    expect(await accounts.me(db, ada)).toBeTruthy();
  });

  it('an organization that would be left without an administrator, by name', async () => {
    const [ada, emil] = [await person(), await person()];
    const id = await organization(ada);
    await db
      .insert(organizationMembers)
      .values({ organizationId: id, userId: emil.userId, role: 'member' });
    const asked = vi.fn();
    await expect(removeAccount(ada, { users: { remove: asked } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`Label ${id.slice(-4)}`),
    });
    expect(asked).not.toHaveBeenCalled();
    await db
      .update(organizationMembers)
      .set({ role: 'admin' })
      .where(eq(organizationMembers.userId, emil.userId));
    await removeAccount(ada);
    expect(await mentions(ada.userId)).toEqual([]);
  });

  it('two last administrators who go at once: one is told to stay', async () => {
    const [ada, emil] = [await person(), await person()];
    const id = await organization(ada, emil);
    const outcomes = await Promise.allSettled([removeAccount(ada), removeAccount(emil)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    });
    const left = await db
      .select({ role: organizationMembers.role })
      .from(organizationMembers)
      .where(eq(organizationMembers.organizationId, id));
    expect(left).toEqual([{ role: 'admin' }]);
  });

  it('WorkOS failing: nothing is deleted, and a retry finishes', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const founded = await organization(ada, await person());
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = { users: { remove: () => Promise.reject(new Error('503')) } };
    await expect(removeAccount(ada, failing)).rejects.toMatchObject({ code: 'unavailable' });
    log.mockRestore();
    expect(await workspaces.read(db, ada, home.id)).toMatchObject({ id: home.id });
    const places = await db
      .select()
      .from(organizationMembers)
      .where(eq(organizationMembers.userId, ada.userId));
    expect(places).toMatchObject([{ organizationId: founded, role: 'admin' }]);
    await removeAccount(ada);
    expect(await mentions(ada.userId)).toEqual([]);
  });
});

it('rules about who is gone, and about a team that goes with them, are ended in the logs around', async () => {
  const [ada, bruno] = [await person(), await person()];
  const [founded, alone] = [await organization(bruno), await organization()];
  const home = await workspace(bruno, { ownerType: 'organization', ownerId: founded });
  const [own, aside] = [await workspace(ada), await workspace(bruno)];
  const editors = { id: newId(), organizationId: alone, name: 'Editors', ownerId: ada.userId };
  await db.insert(teams).values(editors);
  await rule('allow', 'user', ada.userId, 'workspace', home.id, 'write');
  await rule('deny', 'user', ada.userId, 'workspace', aside.id, 'comment');
  await rule('allow', 'user', ada.userId, 'workspace', own.id, 'write');
  await rule('allow', 'team', editors.id, 'workspace', aside.id, 'write');
  await removeAccount(ada);
  const line = (of: typeof home, subjectType: string, subjectId: string, action: string) => ({
    by: ada.userId,
    object: ['workspace', of.id, of.name],
    detail: { subjectType, subjectId, action },
  });
  expect(await clearingsIn(home.id)).toEqual([line(home, 'user', ada.userId, 'write')]);
  expect(await clearingsIn(founded)).toEqual([line(home, 'user', ada.userId, 'write')]);
  const inAside = await clearingsIn(aside.id);
  expect(inAside).toHaveLength(2);
  expect(inAside).toEqual(
    expect.arrayContaining([
      line(aside, 'team', editors.id, 'write'),
      line(aside, 'user', ada.userId, 'comment'),
    ]),
  );
  expect(await clearingsIn(own.id)).toEqual([]);
  expect(await mentions(ada.userId)).toEqual([]);
});

it('teams go to an administrator, else to a member, else with the person', async () => {
  const [ada, admin, member] = [await person(), await person(), await person()];
  const [led, joined, alone] = [
    await organization(ada, admin),
    await organization(),
    await organization(),
  ];
  await db
    .insert(organizationMembers)
    .values({ organizationId: joined, userId: member.userId, role: 'member' });
  const made = [led, joined, alone].map((organizationId, n) => ({
    id: newId(),
    organizationId,
    name: `Team ${n}`,
    ownerId: ada.userId,
  }));
  await db.insert(teams).values(made);
  await db.insert(teamUsers).values({ teamId: made[2]!.id, userId: ada.userId });
  await removeAccount(ada);
  const left = await db
    .select({ id: teams.id, ownerId: teams.ownerId })
    .from(teams)
    .where(or(...made.map(({ id }) => eq(teams.id, id))));
  expect(new Map(left.map(({ id, ownerId }) => [id, ownerId]))).toEqual(
    new Map([
      [made[0]!.id, admin.userId],
      [made[1]!.id, member.userId],
    ]),
  );
  expect(await mentions(ada.userId)).toEqual([]);
  expect(await dangling(db)).toEqual([]);
});

describe('in a world with something of everything', () => {
  beforeAll(wholeWorld);

  it('nobody leaves anything that refers to them', async () => {
    const everybody = (await db.select().from(users)).filter(
      ({ workosUserId }) => workosUserId !== deletedUserId,
    );
    // Somebody who administers whatever is left, so that everybody else may go.
    const warden = await person();
    for (const { workosOrgId } of await db.select().from(schema.organizations)) {
      await db
        .insert(organizationMembers)
        .values({ organizationId: workosOrgId, userId: warden.userId, role: 'admin' });
    }
    const keys = await db.select().from(apiKeys);
    expect(await mentions(...keys.map(({ id }) => id))).toContain('idempotency_keys.caller_id');
    for (const { workosUserId: userId } of everybody) await removeAccount({ userId });
    expect(await mentions(...keys.map(({ id }) => id))).toEqual([]);
    expect(await mentions(...everybody.map(({ workosUserId }) => workosUserId))).toEqual([]);
    expect(await dangling(db)).toEqual([]);
  });
});

describe('the keys that somebody made for others', () => {
  /** A label with a workspace, for which somebody who is leaving has made keys. */
  async function entrusted() {
    const [ada, emil] = [await person(), await person()];
    const founded = await organization(ada, emil);
    const home = await workspace(emil, { ownerType: 'organization', ownerId: founded });
    const key = (ownerType: ApiKeyOwnerType, ownerId: string, name: string, revokedAt?: Date) => ({
      ...{ id: newId(), ownerType, ownerId, name, revokedAt: revokedAt ?? null },
      ...{ createdBy: ada.userId, hash: newId(), hint: 'x1Y2', scopes: [] },
    });
    const made = [
      key('organization', founded, 'Site'),
      key('workspace', home.id, 'Feed'),
      key('workspace', home.id, 'Old', new Date()),
      key('workspace', (await workspace(ada)).id, 'Own'),
      key('user', ada.userId, 'Mine'),
    ];
    await db.insert(apiKeys).values(made);
    return { ada, founded, home };
  }
  const endings = async (founded: string) =>
    (
      await db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.organizationId, founded))
        // They end at once: none of their lines is the first.
        .orderBy(auditEvents.objectName)
    )
      .filter(({ action }) => action === 'key.revoke')
      .map(({ objectName, workspaceId, means }) => [objectName, workspaceId, means]);

  it('are named before, and their end is in the logs of those', async () => {
    const { ada, founded, home } = await entrusted();
    const { keys } = await accounts.deletionPlan(db, ada);
    expect(keys.map(({ name, owner }) => [name, owner])).toEqual([
      ['Site', `Label ${founded.slice(-4)}`],
      ['Feed', home.name],
    ]);
    await removeAccount(ada);
    expect(await endings(founded)).toEqual([
      ['Feed', home.id, 'session'],
      ['Site', null, 'session'],
    ]);
  });

  it('end in the logs as well when WorkOS tells of the deletion, once', async () => {
    const { ada, founded, home } = await entrusted();
    for (let times = 0; times < 2; times += 1) {
      await batch(db, await accounts.removalOfAccount(db, ada.userId, { means: 'workos' }));
    }
    expect(await endings(founded)).toEqual([
      ['Feed', home.id, 'workos'],
      ['Site', null, 'workos'],
    ]);
  });
});
