import { auditEvents, organizationMembers, organizations, resources } from '@vesta-cx/db';
import { WorkosError } from '@vesta-cx/utils/workos';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { interleave } from '../../test/interleave.ts';
import { account, awayWorkos, brokenDb, workos, workosBut } from '../../test/workos.ts';
import * as resourcesOf from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as organizationsOf from './index.ts';

const make = async (name = 'Saltmarsh') => {
  const ada = await account('Ada');
  return { ada, founded: await organizationsOf.create(db, workos, ada, { name }) };
};
const rowOf = async (id: string) =>
  (await db.select().from(organizations).where(eq(organizations.workosOrgId, id)))[0];
const logOf = async (id: string) =>
  (await db.select().from(auditEvents).where(eq(auditEvents.organizationId, id))).map(
    ({ action, detail }) => ({ action, detail }),
  );
const admin = (who: { userId: string }, id: string) =>
  organizationsOf.authorize(db, who, id, 'admin');

describe('making an organization', () => {
  it('makes it at WorkOS with its maker as administrator, and mirrors both', async () => {
    const { ada, founded } = await make();
    expect(founded).toMatchObject({ name: 'Saltmarsh', role: 'admin', avatarUrl: null });
    expect(await workos.organizations.get(founded.workosOrgId)).toMatchObject({
      name: 'Saltmarsh',
    });
    expect(await workos.memberships.find(founded.workosOrgId, ada.userId)).toMatchObject({
      role: 'admin',
    });
    expect(await organizationsOf.list(db, ada, { limit: 10 })).toMatchObject({
      items: [{ workosOrgId: founded.workosOrgId, role: 'admin' }],
    });
    expect(await logOf(founded.workosOrgId)).toMatchObject([{ action: 'organization.create' }]);
  });

  it('again with the same id finds the one that is there', async () => {
    const ada = await account('Ada');
    const input = { id: crypto.randomUUID(), name: 'Once' };
    const first = await organizationsOf.create(db, workos, ada, input);
    const again = await organizationsOf.create(db, workos, ada, input);
    expect(again.workosOrgId).toBe(first.workosOrgId);
    expect((await organizationsOf.list(db, ada, { limit: 10 })).items).toHaveLength(1);
  });

  describe('again with the same id', () => {
    const founded = async () => {
      const [ada, bruno] = [await account('Ada'), await account('Bruno')];
      const input = { id: crypto.randomUUID(), name: 'Once' };
      const { workosOrgId: id } = await organizationsOf.create(db, workos, ada, input);
      const { id: letter } = await organizationsOf.invite(db, workos, await admin(ada, id), {
        email: bruno.email,
        role: 'admin',
      });
      await organizationsOf.accept(db, workos, bruno, letter);
      return { ada, bruno, id, again: (to = db) => organizationsOf.create(to, workos, ada, input) };
    };

    it('lets no founder in again who was taken out', async () => {
      const { ada, bruno, id, again } = await founded();
      await organizationsOf.removeMember(db, workos, await admin(bruno, id), ada.userId);
      await expect(again()).rejects.toMatchObject({ code: 'conflict' });
      expect(await workos.memberships.find(id, ada.userId)).toBeNull();
      expect((await organizationsOf.list(db, ada, { limit: 10 })).items).toEqual([]);
    });

    it('makes no founder an administrator again who is none any more', async () => {
      const { ada, bruno, id, again } = await founded();
      await organizationsOf.setRole(db, workos, await admin(bruno, id), ada.userId, 'member');
      expect(await again()).toMatchObject({ workosOrgId: id, role: 'member' });
      expect(await workos.memberships.find(id, ada.userId)).toMatchObject({ role: 'member' });
      expect(
        (await logOf(id)).filter(({ action }) => action === 'organization.create'),
      ).toHaveLength(1);
    });

    it('leaves the organization alone when vesta can’t write', async () => {
      const { ada, id, again } = await founded();
      await again(brokenDb).catch(() => {});
      expect(await workos.organizations.get(id)).toMatchObject({ name: 'Once' });
      expect(await workos.memberships.find(id, ada.userId)).toMatchObject({ role: 'admin' });
    });

    it('at the same moment founds it once, also in the log', async () => {
      const ada = await account('Ada');
      const input = { id: crypto.randomUUID(), name: 'Both' };
      // Just before what one writes here, the other is there with all of it.
      const overtaken = interleave(() => organizationsOf.create(db, workos, ada, input));
      const { workosOrgId: id } = await organizationsOf.create(overtaken, workos, ada, input);
      const many = [1, 2, 3].map(() => organizationsOf.create(db, workos, ada, input));
      for (const one of await Promise.all(many)) expect(one.workosOrgId).toBe(id);
      expect(await logOf(id)).toMatchObject([{ action: 'organization.create' }]);

      const again = { ...input, id: crypto.randomUUID() };
      const tries = [1, 2, 3].map(() => organizationsOf.create(db, workos, ada, again));
      const [first] = await Promise.all(tries);
      expect(await logOf(first!.workosOrgId)).toMatchObject([{ action: 'organization.create' }]);
    });

    it('leaves the place to whoever was faster to give it', async () => {
      const ada = await account('Ada');
      const { workosOrgId: organizationId } = await organizationsOf.create(db, workos, ada, {
        name: 'Crowded',
      });
      const emil = await account('Emil');
      const place = { organizationId, userId: emil.userId, role: 'member' } as const;
      const given = await Promise.all(
        Array.from({ length: 5 }, () => workos.memberships.give(place)),
      );
      expect(new Set(given.map(({ id }) => id)).size).toBe(1);
    });

    it('before the first try has ended makes no second one', async () => {
      const ada = await account('Ada');
      const input = { id: crypto.randomUUID(), name: 'Twice' };
      let other = '';
      const overtaken = workosBut('memberships', {
        give: async (place) => {
          other = (await organizationsOf.create(db, workos, ada, input)).workosOrgId;
          return workos.memberships.give(place);
        },
      });
      const one = await organizationsOf.create(db, overtaken, ada, input);
      expect(one).toMatchObject({ workosOrgId: other, role: 'admin' });
      expect((await organizationsOf.list(db, ada, { limit: 10 })).items).toHaveLength(1);
    });

    it('goes on where the first try was cut off, and takes back only what it did itself', async () => {
      const ada = await account('Ada');
      const input = { id: crypto.randomUUID(), name: 'Cut off' };
      const { organization } = await workos.organizations.create({
        name: input.name,
        externalId: input.id,
      });
      await expect(organizationsOf.create(brokenDb, workos, ada, input)).rejects.toMatchObject({
        code: 'unavailable',
      });
      expect(await workos.organizations.get(organization.id)).not.toBeNull();
      expect(await workos.memberships.find(organization.id, ada.userId)).toBeNull();
      expect(await organizationsOf.create(db, workos, ada, input)).toMatchObject({
        workosOrgId: organization.id,
        role: 'admin',
      });
    });

    it('takes over nothing that others made at WorkOS', async () => {
      const [ada, emil] = [await account('Ada'), await account('Emil')];
      const input = { id: crypto.randomUUID(), name: 'Theirs' };
      const { organization } = await workos.organizations.create({
        name: input.name,
        externalId: input.id,
      });
      const place = {
        organizationId: organization.id,
        userId: emil.userId,
        role: 'admin',
      } as const;
      await workos.memberships.give(place);
      await expect(organizationsOf.create(db, workos, ada, input)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await workos.memberships.find(organization.id, ada.userId)).toBeNull();
    });
  });

  it('leaves nothing when WorkOS is away, and says that it was WorkOS', async () => {
    const ada = await account('Ada');
    const making = organizationsOf.create(db, awayWorkos, ada, { name: 'Never' });
    await expect(making).rejects.toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('WorkOS'),
    });
    expect((await organizationsOf.list(db, ada, { limit: 10 })).items).toEqual([]);
  });

  it('leaves nothing at WorkOS when WorkOS gives no place in it', async () => {
    const ada = await account('Ada');
    let made = '';
    const half = workosBut('memberships', {
      give: ({ organizationId }) => {
        made = organizationId;
        return Promise.reject(new WorkosError('down', 503));
      },
    });
    await expect(organizationsOf.create(db, half, ada, { name: 'Half' })).rejects.toMatchObject({
      code: 'upstream',
    });
    expect(made).not.toBe('');
    expect(await workos.organizations.get(made)).toBeNull();
  });

  it('leaves nothing at WorkOS when vesta fails, and says that it was vesta', async () => {
    const ada = await account('Ada');
    let made = '';
    const watched = workosBut('organizations', {
      create: async (input) => {
        const one = await workos.organizations.create(input);
        made = one.organization.id;
        return one;
      },
    });
    await expect(
      organizationsOf.create(brokenDb, watched, ada, { name: 'Half' }),
    ).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('vesta') });
    expect(made).not.toBe('');
    expect(await workos.organizations.get(made)).toBeNull();
    expect(await rowOf(made)).toBeUndefined();
  });
});

describe('changing an organization', () => {
  it('renames it at WorkOS and keeps its branding here, in one answer', async () => {
    const { ada, founded } = await make();
    const changed = await organizationsOf.update(
      db,
      workos,
      await admin(ada, founded.workosOrgId),
      {
        name: 'Saltmarsh Sounds',
        theme: { accent: '#336699' },
      },
    );
    expect(changed).toMatchObject({ name: 'Saltmarsh Sounds', theme: { accent: '#336699' } });
    expect(await workos.organizations.get(founded.workosOrgId)).toMatchObject({
      name: 'Saltmarsh Sounds',
    });
    expect(organizationsOf.versionOf(changed)).toBeGreaterThan(organizationsOf.versionOf(founded));
    expect(await logOf(founded.workosOrgId)).toContainEqual({
      action: 'organization.update',
      detail: { changed: ['name', 'theme'], before: 'Saltmarsh', after: 'Saltmarsh Sounds' },
    });
  });

  it('changes nothing, not even the branding, when WorkOS is away', async () => {
    const { ada, founded } = await make();
    const change = { name: 'Elsewhere', avatarUrl: 'https://example.com/a.png' };
    await expect(
      organizationsOf.update(db, awayWorkos, await admin(ada, founded.workosOrgId), change),
    ).rejects.toMatchObject({ code: 'upstream' });
    expect(await rowOf(founded.workosOrgId)).toMatchObject({ name: 'Saltmarsh', avatarUrl: null });
  });

  it('puts the name at WorkOS back when vesta can’t write it', async () => {
    const { ada, founded } = await make();
    const proof = await admin(ada, founded.workosOrgId);
    await expect(
      organizationsOf.update(brokenDb, workos, proof, { name: 'Half' }),
    ).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('vesta') });
    expect(await workos.organizations.get(founded.workosOrgId)).toMatchObject({
      name: 'Saltmarsh',
    });
    expect(await rowOf(founded.workosOrgId)).toMatchObject({ name: 'Saltmarsh' });
  });

  it('of two tabs with the same version one is told that the other was faster', async () => {
    const { ada, founded } = await make();
    const version = organizationsOf.versionOf(founded);
    const [one, other] = [
      await admin(ada, founded.workosOrgId),
      await admin(ada, founded.workosOrgId),
    ];
    await organizationsOf.update(db, workos, one, { name: 'First' }, version);
    await expect(
      organizationsOf.update(db, workos, other, { name: 'Second' }, version),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await workos.organizations.get(founded.workosOrgId)).toMatchObject({ name: 'First' });
    expect(await rowOf(founded.workosOrgId)).toMatchObject({ name: 'First' });
    expect(await logOf(founded.workosOrgId)).toHaveLength(2);
  });
});

describe('deleting an organization', () => {
  const rolesIn = async (id: string) =>
    (
      await db.select().from(organizationMembers).where(eq(organizationMembers.organizationId, id))
    ).map(({ userId, role }) => ({ userId, role }));

  it('ends it on both sides', async () => {
    const { ada, founded } = await make();
    await organizationsOf.remove(db, workos, await admin(ada, founded.workosOrgId));
    expect(await workos.organizations.get(founded.workosOrgId)).toBeNull();
    expect(await rowOf(founded.workosOrgId)).toBeUndefined();
  });

  it('is refused while it owns a workspace, and everybody keeps their place', async () => {
    const { ada, founded } = await make();
    await workspace(ada, { ownerType: 'organization', ownerId: founded.workosOrgId });
    await expect(
      organizationsOf.remove(db, workos, await admin(ada, founded.workosOrgId)),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('owns') });
    expect(await workos.organizations.get(founded.workosOrgId)).not.toBeNull();
    expect(await rolesIn(founded.workosOrgId)).toEqual([{ userId: ada.userId, role: 'admin' }]);
  });

  it('leaves everything as it was when WorkOS is away', async () => {
    const { ada, founded } = await make();
    await expect(
      organizationsOf.remove(db, awayWorkos, await admin(ada, founded.workosOrgId)),
    ).rejects.toMatchObject({ code: 'upstream' });
    expect(await rolesIn(founded.workosOrgId)).toEqual([{ userId: ada.userId, role: 'admin' }]);
    await organizationsOf.remove(db, workos, await admin(ada, founded.workosOrgId));
  });

  it('takes no workspace along that comes in while WorkOS is asked', async () => {
    const { ada, founded } = await make();
    const mine = await workspace(ada);
    const to = { ownerType: 'organization', ownerId: founded.workosOrgId } as const;
    const [proof, held] = [
      await admin(ada, founded.workosOrgId),
      await workspaces.authorize(db, ada, mine.id, 'admin'),
    ];
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = workosBut('organizations', {
      remove: async (id) => {
        asked.resolve();
        await answered.promise;
        await workos.organizations.remove(id);
      },
    });
    let deletion: Promise<void> | undefined;
    // Whoever claims one had every right to when they began.
    const late = interleave(async () => {
      deletion = organizationsOf.remove(db, slow, proof);
      await asked.promise;
    });
    const claimed = { name: 'Late', slug: `late-${crypto.randomUUID()}`, ...to };
    await expect(workspaces.create(late, ada, claimed)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(workspaces.transfer(db, held, to)).rejects.toMatchObject({ code: 'not_found' });
    answered.resolve();
    await deletion;
    expect(await rowOf(founded.workosOrgId)).toBeUndefined();
    expect(await workspaces.read(db, ada, mine.id)).toMatchObject({ ownerId: ada.userId });
  });
});

describe('what keeps an organization from being deleted', () => {
  const heldBy = async (who: { userId: string }, id: string) =>
    organizationsOf.holdings(db, await organizationsOf.authorize(db, who, id, 'delete'));

  it('is nothing while it owns nothing', async () => {
    const { ada, founded } = await make();
    expect(await heldBy(ada, founded.workosOrgId)).toEqual({
      workspaces: [],
      resources: [],
      isMore: false,
    });
  });

  it('is its workspaces, of which the first are named', async () => {
    const { ada, founded } = await make();
    const owner = { ownerType: 'organization', ownerId: founded.workosOrgId } as const;
    const [one, two] = [await workspace(ada, owner), await workspace(ada, owner)];
    const named = ({ slug, name }: { slug: string; name: string }) => ({ slug, name });
    expect(await heldBy(ada, founded.workosOrgId)).toEqual({
      workspaces: [named(one), named(two)],
      resources: [],
      isMore: false,
    });
    for (let i = 0; i < 11; i += 1) await workspace(ada, owner);
    const held = await heldBy(ada, founded.workosOrgId);
    expect(held.workspaces).toHaveLength(12);
    expect(held.isMore).toBe(true);
  });

  it('is also what it owns in workspaces of others', async () => {
    const { ada, founded } = await make();
    const home = await workspace(ada);
    const { id } = await resourcesOf.create(
      db,
      ada,
      await workspaces.authorize(db, ada, home.id, 'write'),
      {
        type: 'post',
        title: 'Left behind',
        post: { body: 'Ours.' },
      },
    );
    await db
      .update(resources)
      .set({ ownerType: 'organization', ownerId: founded.workosOrgId })
      .where(eq(resources.id, id));
    expect(await heldBy(ada, founded.workosOrgId)).toEqual({
      workspaces: [],
      resources: [{ id, title: 'Left behind', workspace: home.slug }],
      isMore: false,
    });
  });

  it('is not named to who may delete the organization and not that', async () => {
    const { ada, founded } = await make();
    const bruno = await account('Bruno');
    const id = founded.workosOrgId;
    const secret = await workspace(ada, { ownerType: 'organization', ownerId: id });
    await rule('allow', 'user', bruno.userId, 'organization', id, 'delete');
    await rule('deny', 'user', bruno.userId, 'workspace', secret.id, 'read');
    expect(await heldBy(bruno, id)).toEqual({ workspaces: [], resources: [], isMore: true });
  });
});

describe('who sees an organization', () => {
  it('is its members; for everybody else it does not exist', async () => {
    const { ada, founded } = await make();
    const stranger = await person();
    const guest = { userId: null };
    await organizationsOf.read(db, ada, founded.workosOrgId);
    for (const who of [stranger, guest]) {
      await expect(organizationsOf.read(db, who, founded.workosOrgId)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    await expect(organizationsOf.list(db, guest, { limit: 1 })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('a member may not change it, and whoever was given the right may', async () => {
    const { founded } = await make();
    const [member, friend] = [await person(), await person()];
    await db.insert(organizationMembers).values({
      organizationId: founded.workosOrgId,
      userId: member.userId,
      role: 'member',
    });
    await expect(admin(member, founded.workosOrgId)).rejects.toMatchObject({ code: 'forbidden' });
    await rule('allow', 'user', friend.userId, 'organization', founded.workosOrgId, 'admin');
    expect(await admin(friend, founded.workosOrgId)).toMatchObject({ role: null });
  });

  it('a key lists only the organization that it is for', async () => {
    const { ada, founded } = await make();
    await organizationsOf.create(db, workos, ada, { name: 'Another' });
    const listed = async (type: 'organization' | 'workspace', id: string) => {
      const principal = { ...ada, key: { id: 'key', confinedTo: { type, id } } };
      const { items } = await organizationsOf.list(db, principal, { limit: 5 });
      return items.map(({ name }) => name);
    };
    expect(await listed('organization', founded.workosOrgId)).toEqual(['Saltmarsh']);
    expect(await listed('workspace', 'some')).toEqual([]);
  });
});
