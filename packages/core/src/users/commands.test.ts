import {
  auditEvents,
  collections,
  globalOrganizationId,
  newId,
  organizationMembers,
  organizations,
  permissionActions,
  users,
} from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { asc, eq, ne } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { remove } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { isUnnamed, signIn, type SignIn } from './commands.ts';
import { me } from './profile.ts';

const identity = (input: Partial<SignIn> = {}): SignIn => ({
  workosUserId: `user_${newId()}`,
  email: 'mira@example.com',
  firstName: 'Mira',
  lastName: 'Okafor',
  avatarUrl: null,
  organizationId: null,
  ...input,
});
const member = (organizationId: string, role: 'admin' | 'member' = 'admin') => ({
  id: `om_${organizationId}`,
  updatedAt: new Date(),
  organizationId,
  organizationName: organizationId,
  role,
});
const membershipsOf = (userId: string) =>
  db
    .select({ id: organizationMembers.organizationId, role: organizationMembers.role })
    .from(organizationMembers)
    .where(eq(organizationMembers.userId, userId))
    .orderBy(asc(organizationMembers.organizationId));

describe('the first sign-in', () => {
  it('in several tabs at once makes one person with seven static collections', async () => {
    const who = identity();
    const tabs = await Promise.all([signIn(db, who), signIn(db, who), signIn(db, who)]);
    expect(new Set(tabs.map(({ handle }) => handle)).size).toBe(1);
    const kept = await db
      .select()
      .from(collections)
      .where(eq(collections.ownerId, who.workosUserId));
    expect(kept).toHaveLength(7);
  });

  it.each([null, '山田', '…'])(
    'makes nothing public of a mail address, whatever the name leaves of a handle (%j)',
    async (firstName) => {
      const email = 'secret.person@example.com';
      const who = identity({ email, firstName, lastName: null });
      const { displayName, handle } = await signIn(db, who);
      expect(`${displayName} ${handle}`).not.toMatch(/secret|person|example/);
      expect(isUnnamed(await me(db, { userId: who.workosUserId }))).toBe(firstName === null);
    },
  );

  it('of several people of one name at once gives each a handle of their own', async () => {
    const many = Array.from({ length: 8 }, () => identity({ firstName: 'Same' }));
    const people = await Promise.all(many.map((who) => signIn(db, who)));
    expect(new Set(people.map(({ handle }) => handle)).size).toBe(8);
  });
});

describe('every sign-in', () => {
  it('mirrors the memberships that WorkOS knows, also those that ended', async () => {
    const who = identity({ memberships: [member('org_x'), member('org_y', 'member')] });
    await signIn(db, who);
    expect(await membershipsOf(who.workosUserId)).toEqual([
      { id: 'org_x', role: 'admin' },
      { id: 'org_y', role: 'member' },
    ]);
    await signIn(db, { ...who, memberships: [member('org_y'), member('org_z')] });
    expect(await membershipsOf(who.workosUserId)).toEqual([
      { id: 'org_y', role: 'admin' },
      { id: 'org_z', role: 'admin' },
    ]);
  });

  it('takes no place away that came after WorkOS was asked', async () => {
    const askedAt = new Date(Date.now() - 5000);
    const who = identity({ memberships: [member('org_x')] });
    await signIn(db, who);
    // Another tab has joined since then.
    await signIn(db, { ...who, askedAt, memberships: [] });
    expect(await membershipsOf(who.workosUserId)).toEqual([{ id: 'org_x', role: 'admin' }]);
    await signIn(db, { ...who, askedAt: new Date(Date.now() + 1), memberships: [] });
    expect(await membershipsOf(who.workosUserId)).toEqual([]);
  });

  it('is in the log of the organizations whose places it gives, changes and takes, once', async () => {
    const labelId = `org_${newId()}`;
    const given = identity({ memberships: [member(labelId, 'member')] });
    const tellings = [
      given,
      { ...given, memberships: [member(labelId, 'admin')] },
      { ...given, memberships: [], askedAt: new Date(Date.now() + 60_000) },
    ];
    await signIn(db, { ...given, memberships: null });
    for (const told of tellings) {
      await Promise.all([signIn(db, told), signIn(db, told)]);
      await signIn(db, told);
    }
    const log = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, labelId))
      .orderBy(asc(auditEvents.id));
    const about = { means: 'workos', userId: null, objectId: given.workosUserId };
    expect(log).toMatchObject([
      {
        ...about,
        action: 'organization.member.join',
        detail: { role: 'member', at: 'sign-in' },
      },
      {
        ...about,
        action: 'organization.member.role',
        detail: { before: 'member', after: 'admin', at: 'sign-in' },
      },
      { ...about, action: 'organization.member.remove', detail: { at: 'sign-in' } },
    ]);
  });

  it('is no change of the account: what is open in another tab can still be saved', async () => {
    const who = identity({ memberships: [member('org_x')] });
    const first = await signIn(db, who);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await signIn(db, who);
    expect((await signIn(db, who)).updatedAt).toEqual(first.updatedAt);
  });

  it('leaves the memberships alone when it did not ask for them', async () => {
    const who = identity({ memberships: [member('org_x')] });
    await signIn(db, who);
    await signIn(db, { ...who, memberships: null, email: 'new@example.com' });
    expect(await membershipsOf(who.workosUserId)).toEqual([{ id: 'org_x', role: 'admin' }]);
  });

  it('of somebody who left a label takes the label’s workspaces out of their hands', async () => {
    const who = identity({ memberships: [member('org_label')] });
    const ada = { userId: (await signIn(db, who)).workosUserId };
    const home = await workspace(ada, { ownerType: 'organization', ownerId: 'org_label' });
    await workspaces.authorize(db, ada, home.id, 'admin');
    await signIn(db, { ...who, memberships: [] });
    await expect(workspaces.authorize(db, ada, home.id, 'write')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

it('the first person of an instance that was never seeded can sign in', async () => {
  await batch(db, (q) => [
    ...remove(q, users, ne(users.workosUserId, '')),
    q.delete(permissionActions),
    q.delete(organizations),
  ]);
  const { userId } = await person();
  const [row] = await db.select().from(users).where(eq(users.workosUserId, userId));
  expect(row?.organizationId).toBe(globalOrganizationId);
  expect(await db.select().from(permissionActions)).not.toEqual([]);
});
