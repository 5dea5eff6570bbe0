import {
  auditEvents,
  collections,
  newId,
  organizationMembers,
  permissions,
  resources,
  teams,
  teamUsers,
  users,
  workosEvents,
  type PermissionObjectType,
} from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, rule, workspace } from '../../test/make.ts';
import { post } from '../../test/resources.ts';
import type { WorkosMembership } from '@vesta-cx/utils/workos';
import { account, awayWorkos, brokenDb, workos, workosBut } from '../../test/workos.ts';
import { parseWorkosEvent, receive } from '../workos/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { withPendingChange } from './pending-changes.ts';
import * as organizations from './index.ts';

/** A label of Ada's with Bruno in it. */
async function organizationWith(bruno: 'admin' | 'member' = 'member') {
  const [ada, friend] = [await account('Ada'), await account('Bruno')];
  const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
  await join(id, ada, friend, bruno);
  return { ada, bruno: friend, id };
}
type Who = Awaited<ReturnType<typeof account>>;
async function join(id: string, admin: Who, who: Who, role: 'admin' | 'member') {
  const proof = await as(admin, id);
  const { id: invitation } = await organizations.invite(db, workos, proof, {
    email: who.email,
    role,
  });
  await organizations.accept(db, workos, who, invitation);
}
const as = (who: Who, id: string) => organizations.authorize(db, who, id, 'admin');
const rolesIn = async (id: string) =>
  Object.fromEntries(
    (
      await db
        .select({ name: users.displayName, role: organizationMembers.role })
        .from(organizationMembers)
        .innerJoin(users, eq(users.workosUserId, organizationMembers.userId))
        .where(eq(organizationMembers.organizationId, id))
    ).map(({ name, role }) => [name, role]),
  );
const callWorkos = async (id: string, who: Who) =>
  (await workos.memberships.find(id, who.userId))?.role ?? null;

it('who is in it is known to who is in it or administers it, not to who may only read it', async () => {
  const { ada, bruno, id } = await organizationWith();
  const [reader, manager] = [await account('Reader'), await account('Manager')];
  await rule('allow', 'static', 'authenticated', 'organization', id);
  await rule('allow', 'user', manager.userId, 'organization', id, 'admin');
  const seen = async (who: Who) =>
    organizations.members(db, await organizations.read(db, who, id), { limit: 10 });
  for (const who of [ada, bruno, manager]) expect((await seen(who)).items).toHaveLength(2);
  await expect(seen(reader)).rejects.toMatchObject({ code: 'not_found' });
  const organization = await organizations.read(db, reader, id);
  await expect(organizations.member(db, organization, ada.userId)).rejects.toMatchObject({
    code: 'not_found',
  });
});

describe('a role', () => {
  it('is changed at WorkOS and here', async () => {
    const { ada, bruno, id } = await organizationWith();
    await organizations.setRole(db, workos, await as(ada, id), bruno.userId, 'admin');
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'admin' });
    expect(await callWorkos(id, bruno)).toBe('admin');
  });

  it('stays on both sides when either fails', async () => {
    const { ada, bruno, id } = await organizationWith();
    await expect(
      organizations.setRole(db, awayWorkos, await as(ada, id), bruno.userId, 'admin'),
    ).rejects.toMatchObject({ code: 'upstream' });
    await expect(
      organizations.setRole(brokenDb, workos, await as(ada, id), bruno.userId, 'admin'),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'member' });
    expect(await callWorkos(id, bruno)).toBe('member');
  });

  it('of the last administrator stays', async () => {
    const { ada, id } = await organizationWith();
    await expect(
      organizations.setRole(db, workos, await as(ada, id), ada.userId, 'member'),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('of two administrators who demote each other at once is kept by one at least', async () => {
    const { ada, bruno, id } = await organizationWith('admin');
    const proofs = [await as(ada, id), await as(bruno, id)] as const;
    // Both have looked before either of them has written.
    let waiting = 0;
    let go = () => {};
    const both = new Promise<void>((resolve) => (go = resolve));
    const together = workosBut('memberships', {
      setRole: async (place, role) => {
        if (role === 'member') {
          waiting += 1;
          if (waiting === 2) go();
          await both;
        }
        return workos.memberships.setRole(place, role);
      },
    });
    const outcomes = await Promise.allSettled([
      organizations.setRole(db, together, proofs[0], bruno.userId, 'member'),
      organizations.setRole(db, together, proofs[1], ada.userId, 'member'),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    const here = await rolesIn(id);
    expect(Object.values(here)).toContain('admin');
    expect(await callWorkos(id, ada)).toBe(here.Ada);
    expect(await callWorkos(id, bruno)).toBe(here.Bruno);
  });
});

describe('who administers by a rule only', () => {
  /** The label with Bruno, and Emil from outside, both allowed to administer it. */
  const lent = async () => {
    const { ada, bruno, id } = await organizationWith();
    const emil = await account('Emil');
    for (const { userId } of [bruno, emil]) {
      await rule('allow', 'user', userId, 'organization', id, 'admin');
    }
    return { ada, bruno, emil, id };
  };
  const refused = { code: 'forbidden', message: expect.stringContaining('administrator') };

  it('makes nobody an administrator, not even themself', async () => {
    const { bruno, emil, id } = await lent();
    for (const who of [bruno, emil]) {
      const proof = await as(who, id);
      await expect(
        organizations.setRole(db, workos, proof, bruno.userId, 'admin'),
      ).rejects.toMatchObject(refused);
      await expect(
        organizations.invite(db, workos, proof, { email: emil.email, role: 'admin' }),
      ).rejects.toMatchObject(refused);
    }
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'member' });
    expect(await callWorkos(id, bruno)).toBe('member');
  });

  it('neither demotes an administrator nor takes one out, nor sends their letter again', async () => {
    const { ada, bruno, emil, id } = await lent();
    await organizations.setRole(db, workos, await as(ada, id), bruno.userId, 'admin');
    const letter = await organizations.invite(db, workos, await as(ada, id), {
      email: 'mira@example.com',
      role: 'admin',
    });
    const proof = await as(emil, id);
    await expect(
      organizations.setRole(db, workos, proof, ada.userId, 'member'),
    ).rejects.toMatchObject(refused);
    await expect(organizations.removeMember(db, workos, proof, ada.userId)).rejects.toMatchObject(
      refused,
    );
    await expect(
      organizations.resendInvitation(db, workos, proof, letter.id),
    ).rejects.toMatchObject(refused);
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'admin' });
  });

  it('still invites and takes out members', async () => {
    const { bruno, emil, id } = await lent();
    const proof = await as(emil, id);
    await organizations.invite(db, workos, proof, { email: emil.email, role: 'member' });
    await organizations.removeMember(db, workos, proof, bruno.userId);
    expect(await rolesIn(id)).toEqual({ Ada: 'admin' });
  });
});

describe('what WorkOS tells before vesta has written it down', () => {
  const tell = (what: 'created' | 'updated' | 'deleted', place: WorkosMembership) =>
    receive(
      db,
      workos,
      parseWorkosEvent(
        JSON.stringify({
          id: `event_${newId()}`,
          event: `organization_membership.${what}`,
          created_at: new Date().toISOString(),
          data: {
            id: place.id,
            organization_id: place.organizationId,
            user_id: place.userId,
            status: place.active ? 'active' : 'inactive',
            role: { slug: place.role },
            updated_at: place.updatedAt.toISOString(),
          },
        }),
      ),
    );
  /** WorkOS, whose news are here before its answer. */
  const telling = workosBut('memberships', {
    setRole: async (id, role) => {
      const place = await workos.memberships.setRole(id, role);
      await tell('updated', place);
      return place;
    },
    give: async (member) => {
      const place = await workos.memberships.give(member);
      await tell('created', place);
      return place;
    },
  });
  const removing = (place: WorkosMembership) =>
    workosBut('memberships', {
      remove: async (id) => {
        await workos.memberships.remove(id);
        await tell('deleted', place);
      },
      give: telling.memberships.give,
    });
  const placeOf = async (id: string, { userId }: Who) =>
    (await workos.memberships.find(id, userId))!;
  /** The lines about places since `label` made it, and who they name. */
  const lines = async (id: string) =>
    (
      await db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.organizationId, id))
        .orderBy(auditEvents.id)
    )
      .filter(({ action }) => action.startsWith('organization.member.'))
      .slice(1)
      .map(({ action, means, userId }) => [
        action.slice('organization.member.'.length),
        means,
        userId,
      ]);

  it('is in the log once, as the change of who changed a role', async () => {
    const { ada, bruno, id } = await organizationWith();
    await organizations.setRole(db, telling, await as(ada, id), bruno.userId, 'admin');
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'admin' });
    expect(await lines(id)).toEqual([['role', 'session', ada.userId]]);
    await tell('updated', await placeOf(id, bruno));
    expect(await lines(id)).toHaveLength(1);
  });

  it('is in the log once when two ask for the same', async () => {
    const { ada, bruno, id } = await organizationWith();
    const proof = await as(ada, id);
    await Promise.all(
      [1, 2].map(() => organizations.setRole(db, telling, proof, bruno.userId, 'admin')),
    );
    expect(await lines(id)).toEqual([['role', 'session', ada.userId]]);
  });

  it('is the change of who was first; a try meanwhile waits, and finds it done', async () => {
    const { ada, bruno, id } = await organizationWith();
    const proof = await as(ada, id);
    let other: Promise<unknown> | undefined;
    const beside = workosBut('memberships', {
      setRole: (...change) => {
        // WorkOS is not asked by who finds it done.
        other = organizations.setRole(db, awayWorkos, proof, bruno.userId, 'admin');
        return telling.memberships.setRole(...change);
      },
    });
    await organizations.setRole(db, beside, proof, bruno.userId, 'admin');
    expect(await other).toMatchObject({ role: 'admin' });
    expect(await lines(id)).toEqual([['role', 'session', ada.userId]]);
  });

  it('is in the log once, as the change of who took somebody out, or left', async () => {
    const { ada, bruno, id } = await organizationWith();
    const proof = await as(ada, id);
    await organizations.removeMember(db, removing(await placeOf(id, bruno)), proof, bruno.userId);
    expect(await lines(id)).toEqual([['remove', 'session', ada.userId]]);
    await join(id, ada, bruno, 'member');
    const seen = await organizations.read(db, bruno, id);
    await organizations.leave(db, removing(await placeOf(id, bruno)), seen);
    expect((await lines(id)).at(-1)).toEqual(['leave', 'session', bruno.userId]);
    expect(await lines(id)).toHaveLength(3);
  });

  it('is in the log once, as the change of who accepted, or made the organization', async () => {
    const ada = await account('Ada');
    const made = await organizations.create(db, telling, ada, { name: 'Nightjar' });
    const { workosOrgId: id } = made;
    const bruno = await account('Bruno');
    const letter = await organizations.invite(db, workos, await as(ada, id), {
      email: bruno.email,
      role: 'member',
    });
    const accepting = workosBut('invitations', {
      accept: async (one) => {
        const accepted = await workos.invitations.accept(one);
        await tell('created', await placeOf(id, bruno));
        return accepted;
      },
    });
    await organizations.accept(db, accepting, bruno, letter.id);
    await organizations.accept(db, accepting, bruno, letter.id);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id));
    expect(log.map(({ action, means, userId }) => [action, means, userId]).toSorted()).toEqual([
      ['organization.create', 'session', ada.userId],
      ['organization.invitation.send', 'session', ada.userId],
      ['organization.member.join', 'session', bruno.userId],
    ]);
  });

  it('leaves no line when vesta fails and undoes it', async () => {
    const { ada, bruno, id } = await organizationWith();
    const proof = await as(ada, id);
    await expect(
      organizations.setRole(brokenDb, telling, proof, bruno.userId, 'admin'),
    ).rejects.toMatchObject({ code: 'unavailable' });
    await expect(
      organizations.removeMember(brokenDb, removing(await placeOf(id, bruno)), proof, bruno.userId),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'member' });
    expect(await lines(id)).toEqual([]);
  });

  it('is WorkOS’s change when vesta’s part is refused, or was cut off a while ago', async () => {
    const { ada, bruno, id } = await organizationWith();
    const place = await placeOf(id, bruno);
    await expect(
      organizations.setRole(db, awayWorkos, await as(ada, id), bruno.userId, 'admin'),
    ).rejects.toMatchObject({ code: 'upstream' });
    const refusing = workosBut('memberships', {
      setRole: () => awayWorkos.memberships.setRole(place.id, 'admin'),
    });
    await expect(
      organizations.setRole(db, refusing, await as(ada, id), bruno.userId, 'admin'),
    ).rejects.toMatchObject({ code: 'upstream' });
    await tell('updated', await workos.memberships.setRole(place.id, 'admin'));
    expect(await lines(id)).toEqual([['role', 'workos', null]]);

    const pending = { organizationId: id, userId: bruno.userId, what: 'role.member' } as const;
    await new Promise<void>((asked) => {
      void withPendingChange(db, pending, () => (asked(), new Promise(() => {})));
    });
    await db
      .update(workosEvents)
      .set({ occurredAt: new Date(Date.now() - 61_000) })
      .where(eq(workosEvents.objectId, bruno.userId));
    await tell('updated', await workos.memberships.setRole(place.id, 'member'));
    expect(await lines(id)).toHaveLength(2);
  });
});

describe('whoever goes', () => {
  it('is out of the organization and its teams at once, and may come back', async () => {
    const { ada, bruno, id } = await organizationWith();
    const [team] = [crypto.randomUUID()];
    await db
      .insert(teams)
      .values({ id: team, organizationId: id, name: 'Press', ownerId: ada.userId });
    await db.insert(teamUsers).values({ teamId: team, userId: bruno.userId });
    await organizations.removeMember(db, workos, await as(ada, id), bruno.userId);
    expect(await rolesIn(id)).toEqual({ Ada: 'admin' });
    expect(await db.select().from(teamUsers).where(eq(teamUsers.teamId, team))).toEqual([]);
    expect(await callWorkos(id, bruno)).toBeNull();
    await expect(organizations.read(db, bruno, id)).rejects.toMatchObject({ code: 'not_found' });
    await join(id, ada, bruno, 'member');
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'member' });
  });

  it('can leave by themself, but not the last administrator', async () => {
    const { ada, bruno, id } = await organizationWith();
    await organizations.leave(db, workos, await organizations.read(db, bruno, id));
    await expect(
      organizations.leave(db, workos, await organizations.read(db, ada, id)),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await rolesIn(id)).toEqual({ Ada: 'admin' });
  });

  it('stays on both sides when either fails', async () => {
    const { ada, bruno, id } = await organizationWith();
    await expect(
      organizations.removeMember(db, awayWorkos, await as(ada, id), bruno.userId),
    ).rejects.toMatchObject({ code: 'upstream' });
    await expect(
      organizations.removeMember(brokenDb, workos, await as(ada, id), bruno.userId),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await rolesIn(id)).toEqual({ Ada: 'admin', Bruno: 'member' });
    expect(await callWorkos(id, bruno)).toBe('member');
  });

  it('is only taken out here when WorkOS knows of no place any more', async () => {
    const { ada, bruno, id } = await organizationWith();
    await workos.memberships.remove((await workos.memberships.find(id, bruno.userId))!.id);
    await organizations.removeMember(db, workos, await as(ada, id), bruno.userId);
    expect(
      await db
        .select()
        .from(organizationMembers)
        .where(
          and(
            eq(organizationMembers.organizationId, id),
            eq(organizationMembers.userId, bruno.userId),
          ),
        ),
    ).toEqual([]);
  });
});

describe('what somebody is allowed by name', () => {
  /** Bruno may do something on everything that there is, and on a thing of Ada's own. */
  async function trusted() {
    const { ada, bruno, id } = await organizationWith();
    const home = await workspace(ada, {
      ownerType: 'organization',
      ownerId: id,
      name: 'Saltlight',
    });
    const own = await workspace(ada);
    const piece = await post(ada, home, { title: 'Signal' });
    const loan = await post(ada, home, { title: 'On loan' });
    await db
      .update(resources)
      .set({ ownerType: 'user', ownerId: ada.userId })
      .where(eq(resources.id, loan.id));
    const [playlist] = await db.select().from(collections).where(eq(collections.ownerId, home.id));
    const may = (type: PermissionObjectType, of: string, action = 'write') =>
      rule('allow', 'user', bruno.userId, type, of, action);
    await may('organization', id, 'read');
    for (const action of ['read', 'write']) await may('workspace', home.id, action);
    await may('resource', piece.id);
    await may('collection', playlist!.id);
    for (const [type, of] of [
      ['workspace', own.id],
      ['resource', loan.id],
    ] as const) {
      await may(type, of);
    }
    await rule('deny', 'user', bruno.userId, 'workspace', home.id, 'comment');
    await rule('allow', 'user', ada.userId, 'workspace', home.id, 'write');
    return { ada, bruno, id, home, piece, playlist: playlist!, own, loan };
  }
  const ruled = async ({ userId }: Who) =>
    (await db.select().from(permissions).where(eq(permissions.subjectId, userId)))
      .map(({ objectId, action, value }) => `${objectId} ${action} ${value}`)
      .toSorted();
  const clearings = async (id: string) =>
    (await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id))).filter(
      ({ action }) => action === 'permission.clear',
    );

  it('on things of the organization is named, and stays when they are taken out', async () => {
    const { ada, bruno, id, home, piece, playlist } = await trusted();
    const named = await organizations.personalRules(db, await as(ada, id), bruno.userId);
    expect(named.map(({ action, object, workspace: at }) => [action, object, at?.slug])).toEqual([
      ['read', { type: 'organization', id, name: 'Nightjar' }, undefined],
      ['read', { type: 'workspace', id: home.id, name: 'Saltlight' }, home.slug],
      ['write', { type: 'workspace', id: home.id, name: 'Saltlight' }, home.slug],
      ['write', { type: 'resource', id: piece.id, name: 'Signal' }, home.slug],
      ['write', { type: 'collection', id: playlist.id, name: playlist.name }, home.slug],
    ]);
    expect(named.every(({ administered }) => administered)).toBe(true);
    const before = await ruled(bruno);
    await organizations.removeMember(db, workos, await as(ada, id), bruno.userId);
    expect(await ruled(bruno)).toEqual(before);
    expect(await clearings(id)).toEqual([]);
  });

  it('is theirs to read, and to open only where they administer the thing', async () => {
    const { bruno, id, home, piece } = await trusted();
    const opened = async () => {
      const seen = await organizations.read(db, bruno, id);
      const named = await organizations.personalRules(db, seen, bruno.userId);
      expect(named.length).toBeGreaterThanOrEqual(5);
      return named
        .filter(({ administered }) => administered)
        .map(({ object, action }) => [object.id, action]);
    };
    expect(await opened()).toEqual([]);
    await rule('allow', 'user', bruno.userId, 'resource', piece.id, 'admin');
    expect(await opened()).toEqual([
      [piece.id, 'admin'],
      [piece.id, 'write'],
    ]);
    await rule('allow', 'user', bruno.userId, 'organization', id, 'admin');
    const ids = (await opened()).map(([objectId]) => objectId);
    expect(ids).toContain(id);
    // They are denied to comment there, which denies nothing that administering takes.
    expect(ids).toContain(home.id);
  });

  it('is taken away with their place if that is asked for, and logged on each thing', async () => {
    const { ada, bruno, id, home, piece, playlist, own, loan } = await trusted();
    const kept = await ruled(ada);
    await organizations.removeMember(db, workos, await as(ada, id), bruno.userId, {
      clearRules: true,
    });
    expect(await ruled(bruno)).toEqual(
      [`${own.id} write allow`, `${loan.id} write allow`, `${home.id} comment deny`].toSorted(),
    );
    expect(await ruled(ada)).toEqual(kept);
    const lines = (await clearings(id)).map((line) => ({
      ...line,
      detail: line.detail?.action,
      by: line.userId,
    }));
    const line = (type: string, objectId: string, name: string, action: string) =>
      expect.objectContaining({
        objectType: type,
        objectId,
        objectName: name,
        detail: action,
        by: ada.userId,
        workspaceId: type === 'organization' ? null : home.id,
      });
    expect(lines).toHaveLength(5);
    expect(lines).toEqual(
      expect.arrayContaining([
        line('organization', id, 'Nightjar', 'read'),
        line('workspace', home.id, 'Saltlight', 'read'),
        line('workspace', home.id, 'Saltlight', 'write'),
        line('resource', piece.id, 'Signal', 'write'),
        line('collection', playlist.id, playlist.name, 'write'),
      ]),
    );
  });

  it('is taken away only where whoever asks administers the thing; their own by everybody', async () => {
    const { bruno, id, home } = await trusted();
    const deputy = await account('Dora');
    await rule('allow', 'user', deputy.userId, 'organization', id, 'admin');
    await rule('deny', 'user', deputy.userId, 'workspace', home.id, 'write');
    const named = await organizations.personalRules(db, await as(deputy, id), bruno.userId);
    expect(named.map(({ object }) => object.type)).toEqual(['organization']);
    const away = { clearRules: true };
    await organizations.removeMember(db, workos, await as(deputy, id), bruno.userId, away);
    expect(await clearings(id)).toHaveLength(1);
    expect(await ruled(bruno)).toContain(`${home.id} write allow`);

    const { id: other, bruno: leaver, home: place } = await trusted();
    await organizations.leave(db, workos, await organizations.read(db, leaver, other), away);
    expect(await ruled(leaver)).not.toContain(`${place.id} write allow`);
    expect(await clearings(other)).toHaveLength(5);
  });

  it('stays when WorkOS fails, or when the thing has another owner meanwhile', async () => {
    const { ada, bruno, id, home } = await trusted();
    const before = await ruled(bruno);
    const away = { clearRules: true };
    await expect(
      organizations.removeMember(db, awayWorkos, await as(ada, id), bruno.userId, away),
    ).rejects.toMatchObject({ code: 'upstream' });
    expect(await ruled(bruno)).toEqual(before);
    const givenAway = workosBut('memberships', {
      remove: async (place) => {
        await workos.memberships.remove(place);
        await workspaces.transfer(db, await workspaces.authorize(db, ada, home.id, 'admin'), {});
      },
    });
    await organizations.removeMember(db, givenAway, await as(ada, id), bruno.userId, away);
    expect((await ruled(bruno)).filter((one) => one.startsWith(home.id))).toHaveLength(3);
    expect(await clearings(id)).toHaveLength(1);
  });
});
