import { auditEvents, newId, organizationMembers, organizations, users } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, workspace } from '../../test/make.ts';
import { account, awayWorkos, stranger, workos } from '../../test/workos.ts';
import * as organizationsOf from '../organizations/index.ts';
import { events, noticeOf, receive, sync, type SyncCursor, type SyncSlice } from './index.ts';

type Who = Awaited<ReturnType<typeof account>>;
const start = Date.UTC(2026, 5, 1);
const at = (minute: number) => new Date(start + minute * 60_000);

let count = 0;
const notice = (event: string, minute: number, data: { id: string } & Record<string, unknown>) =>
  noticeOf(
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

  it('take its workspaces along when it is deleted, and send its people home', async () => {
    const ada = await account('Ada');
    const label = await organizationsOf.create(db, workos, ada, { name: 'Label' });
    const home = await workspace(ada, { ownerType: 'organization', ownerId: label.workosOrgId });
    await db
      .update(users)
      .set({ organizationId: label.workosOrgId })
      .where(eq(users.workosUserId, ada.userId));
    await tell(organization('deleted', 1, label.workosOrgId));
    expect(await nameOf(label.workosOrgId)).toBeNull();
    const [row] = await db.select().from(users).where(eq(users.workosUserId, ada.userId));
    expect(row?.organizationId).toBe('org_global');
    expect(home.ownerId).toBe(label.workosOrgId);
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
    expect(() => noticeOf('{')).toThrow();
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
    await everySlice();
    expect(await log()).toHaveLength(before);
  });

  it('removes what WorkOS does not know, but not what still owns something', async () => {
    const ada = await account('Ada');
    const [empty, owning] = [fresh().org, fresh().org];
    for (const id of [empty, owning]) {
      await db.insert(organizations).values({ workosOrgId: id, name: 'Here only' });
      await db
        .insert(organizationMembers)
        .values({ organizationId: id, userId: ada.userId, role: 'admin' });
    }
    await workspace(ada, { ownerType: 'organization', ownerId: owning });
    const slices = await everySlice();
    expect(slices.flatMap(({ removed }) => removed)).toContain(empty);
    expect(slices.flatMap(({ orphaned }) => orphaned)).toContain(owning);
    expect([await nameOf(empty), await nameOf(owning)]).toEqual([null, 'Here only']);
    expect(await roleOf(owning, ada)).toBeNull();
  });

  it('stops when WorkOS does not answer, and says so', async () => {
    await expect(sync(db, awayWorkos)).rejects.toMatchObject({ code: 'upstream' });
  });
});

async function everySlice(): Promise<SyncSlice[]> {
  const slices: SyncSlice[] = [];
  let cursor: SyncCursor | undefined;
  do {
    const slice = await sync(db, workos, cursor);
    slices.push(slice);
    cursor = slice.next ?? undefined;
  } while (cursor);
  return slices;
}
