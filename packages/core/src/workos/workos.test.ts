import {
  auditEvents,
  newId,
  organizationMembers,
  organizations,
  permissions,
  resources,
  teams,
  users,
  workspaces,
} from '@vesta-cx/db';
import { WorkosError } from '@vesta-cx/utils/workos';
import { and, eq, or } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { dangling } from '../../test/dangling.ts';
import { db, rule, workspace } from '../../test/make.ts';
import { interleave } from '../../test/interleave.ts';
import { post } from '../../test/resources.ts';
import { clearingsIn, join, quit, team } from '../../test/teams.ts';
import {
  account,
  awayWorkos,
  deleteAtWorkos,
  stranger,
  workos,
  workosBut,
} from '../../test/workos.ts';
import * as organizationsOf from '../organizations/index.ts';
import { deletedUserId } from '../kernel/index.ts';
import { signIn } from '../users/index.ts';
import {
  events,
  parseWorkosEvent,
  receive,
  sync,
  type SyncCursor,
  type SyncSlice,
} from './index.ts';

type Who = Awaited<ReturnType<typeof account>>;
const start = Date.UTC(2026, 5, 1);
const at = (minute: number) => new Date(start + minute * 60_000);

let count = 0;
const notice = (event: string, minute: number, data: { id: string } & Record<string, unknown>) =>
  parseWorkosEvent(
    JSON.stringify({
      id: `event_${newId()}`,
      event,
      created_at: at(minute).toISOString(),
      data: { updated_at: at(minute).toISOString(), ...data },
    }),
  );
const organization = (what: string, minute: number, id: string, name = 'Nightjar') =>
  notice(`organization.${what}`, minute, { id, name });
interface Place {
  id: string;
  org: string;
  who: Who;
  role?: 'admin' | 'member';
  status?: string;
}
const place = (
  what: string,
  minute: number,
  { id, org, who, role = 'member', status = 'active' }: Place,
) =>
  notice(`organization_membership.${what}`, minute, {
    id,
    organization_id: org,
    user_id: who.userId,
    role: { slug: role },
    status,
  });
const tell = async (...notices: ReturnType<typeof notice>[]) => {
  const outcomes = [];
  for (const one of notices) outcomes.push(await receive(db, workos, one));
  return outcomes;
};
const fresh = () => ({ org: `org_${newId()}`, id: `om_${newId()}-${(count += 1)}` });
const nameOf = async (id: string) =>
  (await db.select().from(organizations).where(eq(organizations.workosOrgId, id)))[0]?.name ?? null;
const roleOf = async (org: string, { userId }: Who) =>
  (
    await db
      .select()
      .from(organizationMembers)
      .where(
        and(eq(organizationMembers.organizationId, org), eq(organizationMembers.userId, userId)),
      )
  )[0]?.role ?? null;

/** An organization that Ada administers for longest, and Bruno too, with workspaces and a post. */
async function owning({ homes: many = 2 } = {}) {
  const [ada, bruno] = [await account('Ada'), await account('Bruno')];
  const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'Label' });
  await workos.memberships.give({ organizationId: id, userId: bruno.userId, role: 'admin' });
  await join(id, bruno, 'admin');
  // Whoever is there longest counts, not whose id comes first.
  await db
    .update(organizationMembers)
    .set({ createdAt: at(0) })
    .where(
      and(
        eq(organizationMembers.organizationId, id),
        eq(organizationMembers.role, 'admin'),
        eq(organizationMembers.userId, ada.userId),
      ),
    );
  const homes = [];
  for (let n = 0; n < many; n += 1) {
    homes.push(await workspace(bruno, { ownerType: 'organization', ownerId: id }));
  }
  const piece = homes[0] ? await post(bruno, homes[0]) : undefined;
  return { id, ada, bruno, homes, piece: piece! };
}

const ownersOf = async (homes: { id: string }[]) => {
  const owners = [];
  for (const { id } of homes) {
    const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id));
    owners.push(row?.ownerId);
  }
  return owners;
};

const logOf = (workspaceId: string) =>
  db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.workspaceId, workspaceId))
    .orderBy(auditEvents.id);

describe('WorkOS’s news of an organization', () => {
  it('make, rename and remove it here', async () => {
    const { org } = fresh();
    await tell(organization('created', 1, org));
    expect(await nameOf(org)).toBe('Nightjar');
    await tell(organization('updated', 2, org, 'Nightjar Records'));
    expect(await nameOf(org)).toBe('Nightjar Records');
    await tell(organization('deleted', 3, org));
    expect(await nameOf(org)).toBeNull();
  });

  it('the same twice, also at once, change nothing more', async () => {
    const { org } = fresh();
    const made = organization('created', 1, org);
    expect(await tell(made, organization('updated', 2, org, 'Later'), made)).toEqual([
      'applied',
      'applied',
      'repeated',
    ]);
    const renamed = organization('updated', 3, org, 'Latest');
    const outcomes = await Promise.all([1, 2, 3].map(() => receive(db, workos, renamed)));
    expect(outcomes.toSorted()).toEqual(['applied', 'repeated', 'repeated']);
    expect(await nameOf(org)).toBe('Latest');
  });

  it('in any order leave what was said last', async () => {
    const { org } = fresh();
    await tell(
      organization('updated', 5, org, 'Last'),
      organization('created', 1, org, 'First'),
      organization('updated', 3, org, 'Middle'),
    );
    expect(await nameOf(org)).toBe('Last');
  });

  it('that come after it was deleted do not bring it back', async () => {
    const { org } = fresh();
    await tell(
      organization('created', 1, org),
      organization('deleted', 9, org),
      organization('updated', 5, org),
      organization('created', 1, org),
    );
    expect(await nameOf(org)).toBeNull();
  });

  it('send its people home when it is deleted', async () => {
    const ada = await account('Ada');
    const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'Label' });
    await db.update(users).set({ organizationId: id }).where(eq(users.workosUserId, ada.userId));
    await tell(organization('deleted', 1, id));
    expect(await nameOf(id)).toBeNull();
    const [row] = await db.select().from(users).where(eq(users.workosUserId, ada.userId));
    expect(row?.organizationId).toBe('org_global');
  });

  it('give what it owned to the administrator who is there longest, once', async () => {
    const { id, ada, bruno, homes, piece } = await owning();
    const outside = await post(bruno, await workspace(bruno));
    const theirs = { ownerType: 'organization', ownerId: id } as const;
    await db.update(resources).set(theirs).where(eq(resources.id, outside.id));
    const editors = await team(id, ada);
    const [guarded] = homes;
    await rule('deny', 'static', 'guest', 'organization', id, 'read');
    await rule('allow', 'team', editors.id, 'workspace', guarded!.id, 'write');
    await db.update(workspaces).set({ guestReadable: false }).where(eq(workspaces.ownerId, id));

    await tell(organization('deleted', 1, id), organization('deleted', 2, id));

    expect(await nameOf(id)).toBeNull();
    const mine = { ownerType: 'user', ownerId: ada.userId };
    for (const home of homes) {
      const [row] = await db.select().from(workspaces).where(eq(workspaces.id, home.id));
      expect(row).toMatchObject({ ...mine, version: home.version + 1, guestReadable: true });
      const transfers = (await logOf(home.id)).filter(({ action }) => /transfer/.test(action));
      expect(transfers).toMatchObject([
        {
          means: 'workos',
          userId: null,
          objectId: home.id,
          objectName: home.name,
          organizationId: null,
          detail: { from: { type: 'organization', id }, to: { type: 'user', id: ada.userId } },
        },
      ]);
    }
    for (const one of [piece, outside]) {
      const [row] = await db.select().from(resources).where(eq(resources.id, one.id));
      expect(row).toMatchObject(mine);
    }
    const [kept] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(kept).toMatchObject({ slug: piece.slug, updatedAt: piece.updatedAt });
    const rules = await db
      .select()
      .from(permissions)
      .where(or(eq(permissions.objectId, id), eq(permissions.objectId, guarded!.id)));
    expect(rules).toEqual([]);
    const [ended] = await clearingsIn(guarded!.id);
    expect(ended).toMatchObject({
      by: 'workos',
      detail: { subjectId: editors.id, action: 'write' },
    });
    expect(await dangling(db)).toEqual([]);
  });

  it('are told anew when its heir has gone meanwhile, and then find the next', async () => {
    const { id, ada, bruno, homes } = await owning();
    const deleted = organization('deleted', 1, id);
    await expect(
      receive(
        interleave(() => quit(id, ada), 2),
        workos,
        deleted,
      ),
    ).rejects.toThrow();
    expect(await nameOf(id)).not.toBeNull();
    expect(await ownersOf(homes)).toEqual([id, id]);
    expect(await tell(deleted, deleted)).toEqual(['applied', 'repeated']);
    expect(await nameOf(id)).toBeNull();
    expect(await ownersOf(homes)).toEqual([bruno.userId, bruno.userId]);
  });

  it('delete nothing that comes to it meanwhile', async () => {
    const { id, ada } = await owning({ homes: 0 });
    let late = '';
    const claims = async () => {
      late = (await workspace(ada, { ownerType: 'organization', ownerId: id })).id;
    };
    const deleted = organization('deleted', 1, id);
    await expect(receive(interleave(claims, 2), workos, deleted)).rejects.toThrow();
    expect(await ownersOf([{ id: late }])).toEqual([id]);
    await tell(deleted);
    expect(await ownersOf([{ id: late }])).toEqual([ada.userId]);
  });

  it('keep what it owned where nobody administers it, until somebody does', async () => {
    const { id, ada, bruno, homes } = await owning();
    const mira = await account('Mira');
    await join(id, mira);
    for (const who of [ada, bruno]) await quit(id, who);
    await tell(organization('deleted', 1, id));
    expect(await nameOf(id)).toBe('Label');
    expect(await ownersOf(homes)).toEqual([id, id]);
    expect(await roleOf(id, mira)).toBeNull();
    const [line] = await db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.organizationId, id), eq(auditEvents.objectId, mira.userId)));
    expect(line).toMatchObject({ action: 'organization.member.remove', means: 'workos' });

    await workos.organizations.remove(id);
    expect((await everySlice()).flatMap(({ orphaned }) => orphaned)).toEqual([id]);
    await join(id, mira, 'admin');
    expect((await everySlice()).flatMap(({ orphaned }) => orphaned)).toEqual([]);
    expect(await nameOf(id)).toBeNull();
    expect(await ownersOf(homes)).toEqual([mira.userId, mira.userId]);
  });

  it('of what vesta itself has deleted, at any moment, change nothing', async () => {
    const ada = await account('Ada');
    const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'Short' });
    const proof = await organizationsOf.authorize(db, ada, id, 'delete');
    const telling = workosBut('organizations', {
      remove: async (one) => {
        await workos.organizations.remove(one);
        await tell(organization('deleted', 1, one));
      },
    });
    await organizationsOf.remove(db, telling, proof);
    expect(await tell(organization('deleted', 2, id))).toEqual(['applied']);
    expect(await nameOf(id)).toBeNull();
    expect(await dangling(db)).toEqual([]);
  });
});

describe('WorkOS’s news of a place', () => {
  it('give it, change it and take it, and are logged as WorkOS’s', async () => {
    const { org, id } = fresh();
    const who = await account('Mira');
    await tell(organization('created', 1, org), place('created', 2, { id, org, who }));
    expect(await roleOf(org, who)).toBe('member');
    await tell(place('updated', 3, { id, org, who, role: 'admin' }));
    expect(await roleOf(org, who)).toBe('admin');
    await tell(place('deleted', 4, { id, org, who }));
    expect(await roleOf(org, who)).toBeNull();
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, org));
    expect(log.map(({ action, means }) => [action, means])).toEqual([
      ['organization.member.join', 'workos'],
      ['organization.member.role', 'workos'],
      ['organization.member.remove', 'workos'],
    ]);
  });

  it('is logged once, with what it changed, however often it is told', async () => {
    const { org, id } = fresh();
    const who = await account('Mira');
    const story = () => [
      place('created', 2, { id, org, who }),
      place('updated', 3, { id, org, who, role: 'admin' }),
      place('updated', 4, { id, org, who, role: 'admin', status: 'inactive' }),
      place('deleted', 5, { id, org, who, role: 'admin' }),
    ];
    await tell(organization('created', 1, org));
    for (const said of story()) {
      const again = parseWorkosEvent(JSON.stringify({ ...said, id: `event_${newId()}` }));
      await Promise.all([said, again].map((one) => receive(db, workos, one)));
    }
    await tell(...story());
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, org));
    expect(log.map(({ action, objectId, detail }) => [action, objectId, detail])).toEqual([
      ['organization.member.join', who.userId, { role: 'member' }],
      ['organization.member.role', who.userId, { before: 'member', after: 'admin' }],
      ['organization.member.remove', who.userId, null],
    ]);
  });

  it('that ends with the person’s account is logged as well', async () => {
    const { org, id } = fresh();
    const who = await account('Mira');
    await tell(organization('created', 1, org), place('created', 2, { id, org, who }));
    const deleted = () => notice('user.deleted', 3, { id: who.userId });
    await tell(deleted(), deleted());
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, org));
    expect(log.map(({ action, means }) => [action, means])).toEqual([
      ['organization.member.join', 'workos'],
      ['organization.member.remove', 'workos'],
    ]);
  });

  it('in every order of three end as they ended there', async () => {
    const who = await account('Mira');
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const { org, id } = fresh();
      await tell(organization('created', 1, org));
      const story = [
        place('created', 2, { id, org, who }),
        place('updated', 3, { id, org, who, role: 'admin' }),
        place('deleted', 4, { id, org, who }),
      ];
      await tell(...order.map((i) => story[i]!));
      expect(await roleOf(org, who), order.join()).toBeNull();
      // Somebody who was let in again is not thrown out by late news of the first time.
      const again = { id: `${id}b`, org, who };
      await tell(place('created', 6, again), place('deleted', 4, { id, org, who }));
      expect(await roleOf(org, who), order.join()).toBe('member');
    }
  });

  it('an old role does not undo a newer one', async () => {
    const { org, id } = fresh();
    const who = await account('Mira');
    await tell(
      organization('created', 1, org),
      place('updated', 5, { id, org, who, role: 'member' }),
      place('updated', 3, { id, org, who, role: 'admin' }),
    );
    expect(await roleOf(org, who)).toBe('member');
  });

  it('deactivated it gives nothing', async () => {
    const { org, id } = fresh();
    const who = await account('Mira');
    await tell(
      organization('created', 1, org),
      place('created', 2, { id, org, who, role: 'admin' }),
      place('updated', 3, { id, org, who, role: 'admin', status: 'inactive' }),
    );
    expect(await roleOf(org, who)).toBeNull();
  });

  it('before those of its organization and person makes both known', async () => {
    const newcomer = await stranger('Nika');
    const { organization: made } = await workos.organizations.create({
      name: 'Early',
      externalId: newId(),
    });
    await tell(place('created', 1, { id: fresh().id, org: made.id, who: newcomer }));
    expect(await nameOf(made.id)).toBe('Early');
    expect(await roleOf(made.id, newcomer)).toBe('member');
  });
});

describe('WorkOS’s news of a person', () => {
  it('keep the mail address true, newest first', async () => {
    const who = await account('Mira');
    const later = new Date(Date.now() + 60_000).toISOString();
    const user = (email: string, updated_at: string) =>
      notice('user.updated', 1, { id: who.userId, email, updated_at });
    await tell(user('new@example.com', later), user('old@example.com', at(0).toISOString()));
    const [row] = await db.select().from(users).where(eq(users.workosUserId, who.userId));
    expect(row?.email).toBe('new@example.com');
  });
});

describe('other news', () => {
  it('are none of vesta’s business, and nonsense is said to be nonsense', async () => {
    expect(await tell(notice('session.created', 1, { id: 'session_1' }))).toEqual(['ignored']);
    const broken = notice('organization.created', 1, { id: 'org_x' });
    await expect(receive(db, workos, broken)).rejects.toMatchObject({ code: 'invalid' });
    expect(() => parseWorkosEvent('{')).toThrow();
    expect(events).toContain('organization_membership.deleted');
  });
});

describe('a re-sync', () => {
  it('repairs names, roles, places that are missing and places that are too many', async () => {
    const [ada, bruno, emil] = [
      await account('Ada'),
      await account('Bruno'),
      await account('Emil'),
    ];
    const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'True' });
    await workos.memberships.give({ organizationId: id, userId: bruno.userId, role: 'admin' });
    await db
      .insert(organizationMembers)
      .values({ organizationId: id, userId: emil.userId, role: 'admin' });
    await db
      .update(organizationMembers)
      .set({ role: 'member', workosUpdatedAt: null })
      .where(
        and(eq(organizationMembers.organizationId, id), eq(organizationMembers.userId, ada.userId)),
      );
    await db
      .update(organizations)
      .set({ name: 'Drifted', workosUpdatedAt: null })
      .where(eq(organizations.workosOrgId, id));
    await db
      .update(users)
      .set({ email: 'drifted@example.com' })
      .where(eq(users.workosUserId, bruno.userId));

    await everySlice();
    expect(await nameOf(id)).toBe('True');
    expect([await roleOf(id, ada), await roleOf(id, bruno), await roleOf(id, emil)]).toEqual([
      'admin',
      'admin',
      null,
    ]);
    const [row] = await db.select().from(users).where(eq(users.workosUserId, bruno.userId));
    expect(row?.email).toBe(bruno.email);
    const log = () => db.select().from(auditEvents).where(eq(auditEvents.organizationId, id));
    const repairs = (await log()).filter(({ means }) => means === 'system');
    expect(repairs.map(({ action }) => action).toSorted()).toEqual([
      'organization.member.join',
      'organization.member.remove',
      'organization.member.role',
    ]);
    const before = (await log()).length;
    expect((await everySlice()).flatMap(({ repairs: found }) => found)).toEqual([]);
    expect(await log()).toHaveLength(before);
  });

  it('that is dry says all that a real one then repairs, and changes nothing', async () => {
    const [ada, bruno, emil] = [
      await account('Ada'),
      await account('Bruno'),
      await account('Emil'),
    ];
    const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'True' });
    await workos.memberships.give({ organizationId: id, userId: bruno.userId, role: 'member' });
    const unknown = await stranger('Nika');
    await workos.memberships.give({ organizationId: id, userId: unknown.userId, role: 'member' });
    await workos.organizations.rename(id, 'Truer');
    await db
      .update(users)
      .set({ email: 'drifted@example.com' })
      .where(eq(users.workosUserId, bruno.userId));
    await deleteAtWorkos(emil);
    const here = async () => [
      await db.select().from(users),
      await db.select().from(organizations),
      await db.select().from(organizationMembers),
      await db.select().from(auditEvents),
    ];
    const before = await here();
    const found = (await everySlice(workos, { dryRun: true })).flatMap(({ repairs }) => repairs);
    expect(await here()).toEqual(before);
    expect(found).toHaveLength(5);
    expect(found).toEqual(
      expect.arrayContaining([
        { what: 'organization.name', organizationId: id },
        ...[bruno, unknown].map(({ userId }) => ({
          what: 'member.join',
          organizationId: id,
          userId,
        })),
        { what: 'user.email', userId: bruno.userId },
        { what: 'user.delete', userId: emil.userId },
      ]),
    );
    expect((await everySlice()).flatMap(({ repairs }) => repairs)).toEqual(found);
    expect((await everySlice()).flatMap(({ repairs }) => repairs)).toEqual([]);
  });

  it('removes what WorkOS does not know, and gives what it owned to its administrator', async () => {
    const { id: empty } = await owning({ homes: 0 });
    const { id, ada, homes } = await owning();
    for (const one of [empty, id]) await workos.organizations.remove(one);
    const expected = [
      { what: 'organization.delete', organizationId: empty },
      { what: 'organization.transfer', organizationId: id, userId: ada.userId },
      { what: 'organization.delete', organizationId: id },
    ];
    const found = async (dryRun: boolean) =>
      (await everySlice(workos, { dryRun })).flatMap(({ repairs }) => repairs);
    expect(await found(true)).toEqual(expect.arrayContaining(expected));
    expect(await nameOf(id)).toBe('Label');
    expect(await ownersOf(homes)).toEqual([id, id]);

    expect(await found(false)).toEqual(expect.arrayContaining(expected));
    expect([await nameOf(empty), await nameOf(id)]).toEqual([null, null]);
    expect(await ownersOf(homes)).toEqual([ada.userId, ada.userId]);
    expect((await logOf(homes[0]!.id)).at(-1)).toMatchObject({ means: 'system' });
    expect(await found(false)).toEqual([]);
    // The news that was late finds nothing to do.
    await tell(organization('deleted', 1, id));
    expect(await ownersOf(homes)).toEqual([ada.userId, ada.userId]);
  });

  describe('of people whom WorkOS does not know any more', () => {
    const isHere = async ({ userId }: { userId: string }) =>
      (await db.select().from(users).where(eq(users.workosUserId, userId))).length === 1;
    const gone = async (from = workos) =>
      (await everySlice(from, {}, { stage: 'gone' })).map(({ repairs }) =>
        repairs.map(({ userId }) => userId),
      );

    it('does what the news of their deletion would have done, once', async () => {
      const [ada, emil] = [await account('Ada'), await account('Emil')];
      const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, { name: 'Left' });
      await workos.memberships.give({ organizationId: id, userId: emil.userId, role: 'member' });
      await everySlice();
      const own = await workspace(ada);
      const theirs = await workspace(ada, { ownerType: 'organization', ownerId: id });
      const editors = newId();
      await db
        .insert(teams)
        .values({ id: editors, organizationId: id, name: 'Editors', ownerId: ada.userId });
      await deleteAtWorkos(ada);
      expect(await gone()).toEqual([[ada.userId]]);
      expect(await isHere(ada)).toBe(false);
      const homes = await db.select({ id: workspaces.id }).from(workspaces);
      expect(homes).toContainEqual({ id: theirs.id });
      expect(homes).not.toContainEqual({ id: own.id });
      expect(await db.select().from(teams).where(eq(teams.id, editors))).toMatchObject([
        { ownerId: emil.userId },
      ]);
      const log = async () =>
        (await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id))).filter(
          ({ action }) => action === 'organization.member.remove',
        );
      expect(await log()).toMatchObject([{ means: 'system', userId: null, objectId: ada.userId }]);
      // The news that was late finds nothing to do, and no session makes the account again.
      expect(await tell(notice('user.deleted', 1, { id: ada.userId }))).toEqual(['applied']);
      expect(await log()).toHaveLength(1);
      expect(await gone()).toEqual([[]]);
      const identity = { firstName: 'Ada', lastName: null, avatarUrl: null, organizationId: null };
      await expect(
        signIn(db, { ...identity, workosUserId: ada.userId, email: ada.email }),
      ).rejects.toMatchObject({ code: 'gone' });
    });

    it('goes through all of them, however WorkOS’s list is cut, a few at a time', async () => {
      const all: Who[] = [];
      for (let n = 0; n < 16; n += 1) all.push(await account('Crowd'));
      const leaving = all.filter((_, n) => n % 4 !== 3);
      for (const who of leaving) await deleteAtWorkos(who);
      const short = workosBut('users', {
        list: (slice) => workos.users.list({ ...slice, limit: 3 }),
      });
      const slices = await gone(short);
      expect(slices.flat().toSorted()).toEqual(leaving.map(({ userId }) => userId).toSorted());
      expect(Math.max(...slices.map(({ length }) => length))).toBeLessThanOrEqual(5);
      for (const who of all) expect(await isHere(who)).toBe(!leaving.includes(who));
      expect(await isHere({ userId: deletedUserId })).toBe(true);
    });

    it('deletes nobody when the list is empty, short, or older than a new account', async () => {
      const ada = await account('Ada');
      const made: Who[] = [];
      const lists: Partial<typeof workos.users>[] = [
        { list: async () => ({ items: [], next: null }) },
        {
          list: async () => ({ items: (await workos.users.list({ limit: 1 })).items, next: null }),
        },
        {
          list: async (slice) => {
            const page = await workos.users.list(slice);
            made.push(await account('Newcomer'));
            return page;
          },
        },
      ];
      for (const list of lists) expect((await gone(workosBut('users', list))).flat()).toEqual([]);
      expect(made).not.toEqual([]);
      for (const who of [ada, ...made]) expect(await isHere(who)).toBe(true);
    });

    it('deletes nobody when WorkOS fails to say whether it knows them', async () => {
      const ada = await account('Ada');
      await deleteAtWorkos(ada);
      for (const status of [null, 401, 403, 429, 500]) {
        const failing = workosBut('users', {
          get: () => Promise.reject(new WorkosError('No', status)),
        });
        await expect(gone(failing)).rejects.toMatchObject({
          code: status === 429 ? 'unavailable' : 'upstream',
        });
      }
      expect(await isHere(ada)).toBe(true);
      expect(await gone()).toEqual([[ada.userId]]);
    });
  });

  it('stops when WorkOS does not answer, and says so', async () => {
    await expect(sync(db, awayWorkos)).rejects.toMatchObject({ code: 'upstream' });
  });
});

async function everySlice(
  from = workos,
  options: Parameters<typeof sync>[3] = {},
  start?: SyncCursor,
): Promise<SyncSlice[]> {
  const slices: SyncSlice[] = [];
  let cursor = start;
  do {
    const slice = await sync(db, from, cursor, options);
    slices.push(slice);
    cursor = slice.next ?? undefined;
  } while (cursor);
  return slices;
}
