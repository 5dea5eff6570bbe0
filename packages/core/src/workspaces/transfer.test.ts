import { auditEvents, collections, engagements, newId, permissions, resources } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { dangling } from '../../test/dangling.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { interleave } from '../../test/interleave.ts';
import { now, post } from '../../test/resources.ts';
import { clearingsIn, governed, join, organization, quit, team } from '../../test/teams.ts';
import { guest, type Person } from '../kernel/index.ts';
import * as works from '../resources/index.ts';
import * as teams from '../teams/index.ts';
import * as workspaces from './index.ts';

afterEach(async () => expect(await dangling(db)).toEqual([]));

const held = (who: Person, id: string) => workspaces.authorize(db, who, id, 'admin');
const give = async (who: Person, id: string, ownerId?: string, version?: number) =>
  workspaces.transfer(
    db,
    await held(who, id),
    ownerId === undefined ? { ownerType: 'user' } : { ownerType: 'organization', ownerId },
    version,
  );
const rights = async (who: Person, id: string) =>
  workspaces.rights(db, who, await workspaces.read(db, who, id));
const transfersIn = async (column: 'organizationId' | 'workspaceId', id: string) =>
  db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents[column], id), eq(auditEvents.action, 'workspace.transfer')));

describe('a workspace given to another owner', () => {
  it('takes its posts, collections, address and followers along', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const piece = await post(boss, home, { title: 'Moves', publishedAt: now });
    const fan = await person();
    await db.insert(engagements).values({
      subjectType: 'user',
      subjectId: fan.userId,
      action: 'follow',
      objectType: 'workspace',
      objectId: home.id,
    });
    const before = await db.select().from(collections).where(eq(collections.ownerId, home.id));

    const moved = await give(boss, home.id, org, home.version);
    expect(moved).toMatchObject({
      ownerType: 'organization',
      ownerId: org,
      slug: home.slug,
      version: home.version + 1,
    });
    const [row] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(row).toMatchObject({ ownerType: 'organization', ownerId: org, slug: piece.slug });
    expect(row!.updatedAt).toEqual(piece.updatedAt);
    const after = await db.select().from(collections).where(eq(collections.ownerId, home.id));
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(await workspaces.read(db, guest, home.slug)).toMatchObject({ id: home.id });
    const follows = await db.select().from(engagements).where(eq(engagements.objectId, home.id));
    expect(follows).toHaveLength(1);
  });

  it('is in the hands of its new owner, and of nobody through the old one', async () => {
    const { id: org, boss, colleague } = await organization();
    const other = await organization();
    await join(other.id, boss, 'admin');
    const home = await workspace(boss, { ownerType: 'organization', ownerId: org });
    const piece = await post(boss, home, { title: 'Theirs now' });
    const editors = await team(org, boss);
    await teams.addMember(db, await governed(boss, editors), colleague.userId);
    const named = await person();
    await rule('allow', 'team', editors.id, 'workspace', home.id, 'write');
    await rule('allow', 'organization', org, 'resource', piece.id, 'write');
    await rule('deny', 'team', editors.id, 'workspace', home.id, 'delete');
    await rule('allow', 'user', named.userId, 'workspace', home.id, 'write');
    expect(await rights(colleague, home.id)).toMatchObject({ write: true });
    expect(await workspaces.planTransfer(db, await held(boss, home.id))).toMatchObject({
      from: { type: 'organization', id: org },
      resources: 1,
      othersResources: 0,
      people: 1,
      endingPermissions: 2,
    });

    await give(boss, home.id, other.id);
    const ended = [
      { by: boss.userId, object: ['resource', piece.id, 'Theirs now'] },
      { by: boss.userId, object: ['workspace', home.id, home.name] },
    ];
    expect(await clearingsIn(home.id)).toMatchObject(ended);
    expect(await clearingsIn(org)).toMatchObject(ended);
    await quit(other.id, boss);
    expect(await rights(colleague, home.id)).toMatchObject({ write: false });
    expect(await rights(boss, home.id)).toMatchObject({ write: false });
    await expect(works.authorize(db, boss, piece.id, 'write')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await rights(named, home.id)).toMatchObject({ write: true, admin: false });
    expect(await rights(other.boss, home.id)).toMatchObject({ admin: true });
    await works.authorize(db, other.boss, piece.id, 'admin');
    const left = await db.select().from(permissions).where(eq(permissions.objectId, home.id));
    expect(left.map(({ subjectType, value }) => `${subjectType} ${value}`).sort()).toEqual([
      'team deny',
      'user allow',
    ]);
  });

  it('shows guests what the rules of its new owner show them', async () => {
    const { id: org, boss } = await organization();
    await rule('deny', 'static', 'guest', 'organization', org, 'read');
    const home = await workspace(boss);
    const piece = await post(boss, home, { title: 'Hidden', publishedAt: now });
    expect(home.guestReadable).toBe(true);
    expect(await give(boss, home.id, org)).toMatchObject({ guestReadable: false });
    const [row] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(row).toMatchObject({ guestReadable: false });
    expect(await give(boss, home.id)).toMatchObject({ guestReadable: true });
  });

  it('is written down by the workspace and on both sides', async () => {
    const [here, there] = [await organization(), await organization()];
    await join(there.id, here.boss, 'admin');
    const home = await workspace(here.boss, { ownerType: 'organization', ownerId: here.id });
    await give(here.boss, home.id, there.id);
    const [deed] = await transfersIn('workspaceId', home.id);
    expect(deed).toMatchObject({
      userId: here.boss.userId,
      objectId: home.id,
      objectName: home.name,
      detail: {
        from: { type: 'organization', id: here.id },
        to: { type: 'organization', id: there.id },
      },
    });
    expect(await transfersIn('organizationId', here.id)).toHaveLength(1);
    expect(await transfersIn('organizationId', there.id)).toHaveLength(1);
  });

  it('leaves to others what is theirs in it', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const piece = await post(boss, home, { title: 'On loan' });
    const lender = await person();
    const loan = { ownerType: 'user', ownerId: lender.userId } as const;
    await db.update(resources).set(loan).where(eq(resources.id, piece.id));
    const plan = await workspaces.planTransfer(db, await held(boss, home.id));
    expect(plan).toMatchObject({ resources: 0, othersResources: 1 });
    await give(boss, home.id, org);
    const [row] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(row).toMatchObject(loan);
  });
});

describe('giving a workspace away is refused', () => {
  it('to all but its owner, also to those who were given every right', async () => {
    const { id: org, boss, colleague } = await organization();
    const [mine, ours] = [
      await workspace(await person()),
      await workspace(boss, { ownerType: 'organization', ownerId: org }),
    ];
    const [stranger, deputy] = [await person(), await person()];
    const own = await organization();
    await join(own.id, deputy, 'admin');
    for (const { id } of [mine, ours]) {
      await rule('allow', 'user', deputy.userId, 'workspace', id, 'admin');
      for (const to of [undefined, own.id]) {
        await expect(give(deputy, id, to)).rejects.toMatchObject({ code: 'forbidden' });
      }
      await expect(workspaces.planTransfer(db, await held(deputy, id))).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(give(stranger, id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(give(colleague, ours.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('to somebody who could not be asked: a stranger, a label that one is only a member of', async () => {
    const { id: org, boss, colleague } = await organization();
    const home = await workspace(colleague);
    const to = async (ownerType: 'user' | 'organization', ownerId?: string) =>
      workspaces.transfer(db, await held(colleague, home.id), { ownerType, ownerId });
    await expect(to('user', boss.userId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(to('organization', org)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await organization();
    for (const id of [other.id, 'org_nowhere']) {
      await expect(to('organization', id)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(to('organization')).rejects.toMatchObject({ errors: [{ path: 'ownerId' }] });
    expect(await workspaces.read(db, guest, home.id)).toMatchObject(home);
  });

  it('to a key that is for one organization or workspace', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss, { ownerType: 'organization', ownerId: org });
    const keyed = {
      ...boss,
      key: { id: 'key', confinedTo: { type: 'organization', id: org } },
    } as const;
    await expect(give(keyed, home.id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('at the same time', () => {
  it('the same twice is done once, whatever version the second click knew', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const clicks = await Promise.all([1, 2].map(() => give(boss, home.id, org, home.version)));
    expect(clicks.map(({ ownerId, version }) => [ownerId, version])).toEqual([
      [org, home.version + 1],
      [org, home.version + 1],
    ]);
    expect(await give(boss, home.id, org, home.version)).toMatchObject({ ownerId: org });
    expect(await transfersIn('workspaceId', home.id)).toHaveLength(1);
  });

  it('of two tabs that give it to different owners one is told that it came too late', async () => {
    const [here, there] = [await organization(), await organization()];
    await join(there.id, here.boss, 'admin');
    const home = await workspace(here.boss);
    const piece = await post(here.boss, home, { title: 'One owner' });
    const late = await held(here.boss, home.id);
    await give(here.boss, home.id, here.id);
    const to = { ownerType: 'organization', ownerId: there.id } as const;
    await expect(workspaces.transfer(db, late, to, home.version)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    const [row] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(row).toMatchObject({ ownerId: here.id });
    expect(await transfersIn('organizationId', there.id)).toEqual([]);
  });

  it('who stops being an administrator there gives it nothing any more', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const piece = await post(boss, home, { title: 'Stays' });
    const giving = workspaces.transfer(
      interleave(() => quit(org, boss)),
      await held(boss, home.id),
      { ownerType: 'organization', ownerId: org },
    );
    await expect(giving).rejects.toMatchObject({ code: 'not_found' });
    expect(await workspaces.read(db, boss, home.id)).toMatchObject({ version: home.version });
    const [row] = await db.select().from(resources).where(eq(resources.id, piece.id));
    expect(row).toMatchObject({ ownerId: boss.userId });
    expect(await transfersIn('workspaceId', home.id)).toEqual([]);
  });

  it('a workspace that is deleted meanwhile is not found', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const giving = workspaces.transfer(
      interleave(async () =>
        workspaces.remove(db, await workspaces.authorize(db, boss, home.id, 'delete')),
      ),
      await held(boss, home.id),
      { ownerType: 'organization', ownerId: org },
    );
    await expect(giving).rejects.toMatchObject({ code: 'not_found' });
    expect(await transfersIn('organizationId', org)).toEqual([]);
  });

  it('a post that is being written while its home moves belongs to the new owner', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const { id } = await works.create(
      interleave(() => give(boss, home.id, org), 2),
      boss,
      await workspaces.authorize(db, boss, home.id, 'write'),
      { type: 'post', title: 'In between', post: { body: '' } },
    );
    const [row] = await db.select().from(resources).where(eq(resources.id, id));
    expect(row).toMatchObject({ ownerType: 'organization', ownerId: org });
  });

  it('a post sent again by who had looked at it before it moved is the one that was made', async () => {
    const { id: org, boss } = await organization();
    const home = await workspace(boss);
    const stale = await workspaces.authorize(db, boss, home.id, 'write');
    const input = { id: newId(), type: 'post' as const, title: 'Twice', post: { body: '' } };
    const made = await works.create(db, boss, stale, input);
    await give(boss, home.id, org);
    const again = await works.create(db, boss, stale, input);
    expect(again).toMatchObject({ id: made.id, ownerType: 'organization', ownerId: org });
    // Nor does what is seen as one's own stay so: the batch asks who owns the workspace now.
    const next = await works.create(db, boss, stale, { ...input, id: newId() });
    expect(next).toMatchObject({ ownerType: 'organization', ownerId: org });
  });
});

it('whom a workspace can be given to: oneself and what one administers', async () => {
  const [here, there] = [await organization(), await organization()];
  await join(there.id, here.boss);
  expect(
    (await workspaces.possibleOwners(db, here.boss)).map(({ type, id }) => [type, id]),
  ).toEqual([
    ['user', here.boss.userId],
    ['organization', here.id],
  ]);
});
