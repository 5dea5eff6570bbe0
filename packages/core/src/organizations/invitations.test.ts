import { auditEvents, newId, workosEvents } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call } from '../../test/api/entities.ts';
import { db } from '../../test/make.ts';
import { account, awayWorkos, workos, workosBut } from '../../test/workos.ts';
import * as organizations from './index.ts';

async function organizationWith() {
  const [ada, bruno, emil] = [await account('Ada'), await account('Bruno'), await account('Emil')];
  const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
  const admin = () => organizations.authorize(db, ada, id, 'admin');
  const invite = async (email = bruno.email, role: 'admin' | 'member' = 'member') =>
    organizations.invite(db, workos, await admin(), { email, role });
  return { ada, bruno, emil, id, admin, invite };
}
const openTo = async (who: Awaited<ReturnType<typeof account>>) =>
  (await organizations.invitationsFor(db, workos, who, { limit: 10 })).items;

/** WorkOS three days later, as far as invitations go. */
const later = workosBut('invitations', {
  get: async (id) => {
    const found = await workos.invitations.get(id);
    return found?.state === 'pending' ? { ...found, state: 'expired' } : found;
  },
  list: async (...all) => {
    const { items, next } = await workos.invitations.list(...all);
    return {
      next,
      items: items.map((one) => (one.state === 'pending' ? { ...one, state: 'expired' } : one)),
    };
  },
});

describe('an invitation', () => {
  it('makes whoever accepts it a member with the role it was for', async () => {
    const { bruno, id, invite } = await organizationWith();
    const sent = await invite(bruno.email, 'admin');
    expect(sent).toMatchObject({ email: bruno.email, role: 'admin', state: 'pending' });
    expect(sent).not.toHaveProperty('token');
    const days = (sent.expiresAt.getTime() - sent.createdAt.getTime()) / (24 * 60 * 60 * 1000);
    expect(days).toBeCloseTo(3, 2);
    const [mine] = await openTo(bruno);
    expect(mine).toMatchObject({ id: sent.id, organizationName: 'Nightjar' });
    const joined = await organizations.accept(db, workos, bruno, sent.id);
    expect(joined).toMatchObject({ workosOrgId: id, role: 'admin' });
    expect(await openTo(bruno)).toEqual([]);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id));
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['organization.invitation.send', 'organization.member.join']),
    );
    expect(JSON.stringify(log)).not.toContain(bruno.email);
  });

  it('is found through the API by whom it was sent to, and accepted by what is found', async () => {
    const { bruno, id, invite } = await organizationWith();
    await invite();
    const { accept, listMine } = organizations.invitationOperations;
    const answer = await call(listMine, '/me/invitations', { as: bruno });
    const [mine] = (await answer.json()) as Record<string, string>[];
    expect(mine).toMatchObject({ organizationId: id, organizationName: 'Nightjar' });
    expect(mine).not.toHaveProperty('token');
    const joined = await call(accept, `/invitations/${mine!.id}/accept`, { as: bruno });
    expect(joined.status).toBe(200);
    expect(await (await call(listMine, '/me/invitations', { as: bruno })).json()).toEqual([]);
    const wrong = await call(listMine, '/me/invitations?cursor=x', { as: bruno });
    expect(wrong.status).toBe(400);
  });

  it('reaches addresses of every script, however their host is written on either side', async () => {
    const { admin } = await organizationWith();
    for (const host of ['bücher.example', 'xn--bcher-kva.example']) {
      const ünal = await account('Ünal', host);
      const name = ünal.email.split('@')[0]!;
      const input = organizations.inviteSchema.parse({ email: ` ${name}@BÜCHER.example\u200B` });
      expect(input.email).toBe(`${name}@xn--bcher-kva.example`);
      const sent = await organizations.invite(db, workos, await admin(), input);
      await expect(organizations.invite(db, workos, await admin(), input)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await openTo(ünal)).toMatchObject([{ id: sent.id }]);
      await organizations.accept(db, workos, ünal, sent.id);
      await expect(organizations.invite(db, workos, await admin(), input)).rejects.toMatchObject({
        errors: [{ path: 'email', message: 'This person is a member already' }],
      });
    }
  });

  it('accepted in two tabs at once, and again later, gives one place', async () => {
    const { bruno, id, invite } = await organizationWith();
    const { id: sent } = await invite();
    await Promise.all([1, 2].map(() => organizations.accept(db, workos, bruno, sent)));
    await organizations.accept(db, workos, bruno, sent);
    const { items } = await workos.memberships.list({ organizationId: id, userId: bruno.userId });
    expect(new Set(items.map(({ role }) => role))).toEqual(new Set(['member']));
    const joined = and(
      eq(auditEvents.organizationId, id),
      eq(auditEvents.action, 'organization.member.join'),
    );
    expect(await db.select().from(auditEvents).where(joined)).toMatchObject([
      { means: 'session', userId: bruno.userId, objectId: bruno.userId },
    ]);
  });

  it('does not exist for anybody but the one it was sent to', async () => {
    const { emil, invite } = await organizationWith();
    const { id } = await invite();
    await expect(organizations.accept(db, workos, emil, id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await openTo(emil)).toEqual([]);
  });

  it('is not for other organizations’ administrators to see or withdraw', async () => {
    const { invite } = await organizationWith();
    const { id } = await invite();
    const elsewhere = await (await organizationWith()).admin();
    await expect(organizations.invitation(workos, elsewhere, id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(organizations.revokeInvitation(db, workos, elsewhere, id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is sent once: neither to a member nor twice', async () => {
    const { ada, bruno, invite } = await organizationWith();
    await expect(invite(ada.email)).rejects.toMatchObject({ code: 'conflict' });
    await invite(bruno.email);
    await expect(invite(bruno.email)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is worth nothing once it was withdrawn', async () => {
    const { bruno, admin, invite } = await organizationWith();
    const { id } = await invite();
    await organizations.revokeInvitation(db, workos, await admin(), id);
    await organizations.revokeInvitation(db, workos, await admin(), id);
    await expect(organizations.accept(db, workos, bruno, id)).rejects.toMatchObject({
      code: 'gone',
    });
    await expect(
      organizations.resendInvitation(db, workos, await admin(), id),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('that has expired opens nothing, and sent again it is a new one', async () => {
    const { bruno, admin, invite } = await organizationWith();
    const { id } = await invite();
    await expect(organizations.accept(db, later, bruno, id)).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringContaining('expired'),
    });
    const again = await organizations.resendInvitation(db, later, await admin(), id);
    expect(again.id).not.toBe(id);
    await organizations.accept(db, workos, bruno, again.id);
  });

  it('sent again has another link, and the one before leads nowhere', async () => {
    const { admin, invite } = await organizationWith();
    const { id } = await invite();
    const before = (await workos.invitations.get(id))!.token;
    await organizations.resendInvitation(db, workos, await admin(), id);
    const now = (await workos.invitations.get(id))!.token;
    expect(await organizations.invitationByToken(db, workos, now)).toMatchObject({ id });
    await expect(organizations.invitationByToken(db, workos, before)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is one of a hundred at the cost of a few calls to WorkOS', async () => {
    const { bruno, id, invite } = await organizationWith();
    const sent = await workos.invitations.get((await invite()).id);
    let calls = 0;
    const crowded = workosBut('invitations', {
      list: async () => {
        calls += 1;
        const items = Array.from({ length: 100 }, (_, n) => ({
          ...sent!,
          id: `${sent!.id}${n}`,
          // Half of them from elsewhere, about which vesta has not heard yet.
          organizationId: n % 2 ? id : `org_unheard_${n}`,
        }));
        return { items, next: null };
      },
    });
    const asking = {
      ...crowded,
      organizations: {
        ...workos.organizations,
        get: (asked: string) => {
          calls += 1;
          return workos.organizations.get(asked);
        },
      },
    };
    const { items } = await organizations.invitationsFor(db, asking, bruno, { limit: 100 });
    expect(items).toHaveLength(50);
    expect(new Set(items.map(({ organizationName }) => organizationName))).toEqual(
      new Set(['Nightjar']),
    );
    expect(calls).toBeLessThanOrEqual(6);
  });

  it('names an organization that only WorkOS knows so far', async () => {
    const { bruno, invite } = await organizationWith();
    const sent = await workos.invitations.get((await invite()).id);
    const { organization } = await workos.organizations.create({
      name: 'Unheard of',
      externalId: crypto.randomUUID(),
    });
    const items = [{ ...sent!, organizationId: organization.id }];
    const elsewhere = workosBut('invitations', { list: async () => ({ items, next: null }) });
    const open = await organizations.invitationsFor(db, elsewhere, bruno, { limit: 10 });
    expect(open.items).toMatchObject([{ organizationName: 'Unheard of' }]);
  });

  describe('has a limit', () => {
    const letter = 'organization.invitation.send';
    const { hours, inviter, organization } = organizations.invitationLimit;
    /** Writes down that so many letters went out. */
    const wrote = async (n: number, of: { organizationId: string; userId: string }, at: Date) => {
      const whose = [of.organizationId, of.userId];
      for (let i = 0; i < n; i += 1) {
        const note = (objectId: string) => ({
          ...{ id: newId(), event: 'letter', objectId, occurredAt: at },
        });
        await db.insert(workosEvents).values(whose.map(note));
      }
    };
    const ago = (hours: number) => new Date(Date.now() - hours * 60 * 60_000);

    it('for one person, in all of their organizations, also for letters that are sent again', async () => {
      const { ada, emil, admin, id, invite } = await organizationWith();
      const open = await invite();
      await wrote(inviter - 1, { organizationId: 'org_elsewhere', userId: ada.userId }, ago(1));
      const refused = { code: 'too_many_requests', retryAfter: expect.any(Number) };
      await expect(invite(emil.email)).rejects.toMatchObject(refused);
      await expect(
        organizations.resendInvitation(db, workos, await admin(), open.id),
      ).rejects.toMatchObject(refused);
      const log = await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id));
      expect(log.filter(({ action }) => action === letter)).toHaveLength(1);
    });

    it('for one organization, whoever invites', async () => {
      const { emil, id, invite } = await organizationWith();
      await wrote(organization, { organizationId: id, userId: 'user_other' }, ago(2));
      await expect(invite(emil.email)).rejects.toMatchObject({
        code: 'too_many_requests',
        message: expect.stringContaining('in 22 hours'),
      });
    });

    it('that many at once do not get by, and that what was not sent is not counted for', async () => {
      const { ada, admin, id } = await organizationWith();
      await wrote(organization - 5, { organizationId: id, userId: 'user_other' }, ago(1));
      await wrote(inviter - 8, { organizationId: 'org_else', userId: ada.userId }, ago(1));
      const authorized = await admin();
      const sendTo = (to: typeof workos, email: string) =>
        organizations.invite(db, to, authorized, { email, role: 'member' });
      for (let i = 0; i < 6; i += 1) {
        await expect(sendTo(awayWorkos, `away${i}@example.com`)).rejects.toMatchObject({
          code: 'upstream',
        });
      }
      const tries = await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) => sendTo(workos, `${newId()}-${i}@example.com`)),
      );
      const sent = tries.filter(({ status }) => status === 'fulfilled');
      expect(sent.length).toBeLessThanOrEqual(5);
      for (let i = sent.length; i < 5; i += 1) await sendTo(workos, `${newId()}@example.com`);
      await expect(sendTo(workos, `${newId()}@example.com`)).rejects.toMatchObject({
        code: 'too_many_requests',
      });
    });

    it('that is over after a day', async () => {
      const { ada, id, emil, invite } = await organizationWith();
      const of = { organizationId: id, userId: ada.userId };
      await wrote(organization, of, ago(hours + 1));
      await expect(invite(emil.email)).resolves.toMatchObject({ email: emil.email });
    });
  });

  it('leaves nothing behind when WorkOS is away', async () => {
    const { admin, bruno, invite } = await organizationWith();
    await expect(
      organizations.invite(db, awayWorkos, await admin(), { email: bruno.email, role: 'member' }),
    ).rejects.toMatchObject({ code: 'upstream' });
    await invite();
  });
});
