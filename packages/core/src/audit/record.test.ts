import {
  auditEvents,
  organizationMembers,
  organizations,
  newId,
  workspaces,
  type AuditMeans,
} from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { collection, filledCollection, mine, song } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { edit, post } from '../../test/resources.ts';
import * as collections from '../collections/index.ts';
import type { Principal } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import * as homes from '../workspaces/index.ts';
import { auditKinds, record, sentence } from './index.ts';

const logOf = (workspaceId: string) =>
  db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.workspaceId, workspaceId))
    .orderBy(asc(auditEvents.createdAt), asc(auditEvents.id));

const actionsIn = async (workspaceId: string) =>
  (await logOf(workspaceId)).map(({ action }) => action).sort();

describe('the log of a workspace', () => {
  it('says who did what to what, as whom and by which means', async () => {
    const owner = await person();
    const home = await workspace(owner, { name: 'Saltlight' });
    const helper = await person();
    await rule('allow', 'user', helper.userId, 'workspace', home.id, 'admin');
    const asIt: Principal = {
      ...helper,
      key: { id: 'key_1', confinedTo: null },
      actingAs: { type: 'workspace', id: home.id },
    };
    const proof = await homes.authorize(db, asIt, home.id, 'admin');
    await homes.update(db, proof, { name: 'Saltlight Sessions', description: 'Takes' });
    const [claimed, renamed] = await logOf(home.id);
    expect(claimed).toMatchObject({
      action: 'workspace.create',
      userId: owner.userId,
      means: 'session',
      actingAsId: null,
      organizationId: null,
    });
    expect(renamed).toMatchObject({
      action: 'workspace.update',
      userId: helper.userId,
      means: 'key',
      keyId: 'key_1',
      actingAsType: 'workspace',
      actingAsId: home.id,
      objectType: 'workspace',
      objectId: home.id,
      objectName: 'Saltlight Sessions',
      detail: { changed: ['name', 'description'] },
    });
    expect(Math.abs(Date.now() - renamed!.createdAt.getTime())).toBeLessThan(60_000);
  });

  it('has every change of what is in it', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const { id } = await post(ada, home);
    const who = { userId: ada.userId };
    await resources.update(db, await edit(who, id), { title: 'High water' });
    await resources.replaceUrls(db, await edit(who, id), [{ url: 'https://example.org/tide' }]);
    await resources.replaceAuthors(db, who, await edit(who, id), []);
    const made = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    const playlist = () => mine(ada, made);
    await collections.update(db, await playlist(), { name: 'Takes' });
    await collections.addItem(db, ada, await playlist(), song({ id }));
    await collections.addItem(db, ada, await playlist(), song({ id }));
    await collections.annotate(db, await playlist(), song({ id }), 'The best');
    await collections.removeItem(db, await playlist(), song({ id }));
    await collections.removeItem(db, await playlist(), song({ id }));
    await collections.remove(db, await collections.authorize(db, ada, made.id, 'delete'));
    await resources.remove(db, await resources.authorize(db, who, id, 'delete', new Date()));
    expect(await actionsIn(home.id)).toEqual(
      Object.keys(auditKinds)
        .filter((kind) => /^(collection|resource|workspace\.create)/.test(kind))
        .sort(),
    );
    const deleted = (await logOf(home.id)).filter(({ action }) => action === 'resource.delete');
    expect(deleted).toMatchObject([{ objectId: id, objectName: 'High water' }]);
  });

  it("is not told of people's own affairs", async () => {
    const ada = await person();
    await filledCollection(ada, 1);
    await resources.createStatus(db, ada, { type: 'status', excerpt: 'Hello.' } as never);
    const all = await db.select().from(auditEvents).where(eq(auditEvents.userId, ada.userId));
    expect(all.every(({ workspaceId }) => workspaceId !== null)).toBe(true);
    expect(all.filter(({ action }) => action.startsWith('collection'))).toEqual([]);
  });

  it('has nothing of a change that did not happen', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const tab = () => homes.authorize(db, ada, home.id, 'admin');
    const [first, second] = [await tab(), await tab()];
    await homes.update(db, first, { name: 'First' });
    await expect(homes.update(db, second, { name: 'Second' }, home.version)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    const made = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    await collections.update(db, await mine(ada, made), { name: 'Once' }, made.version);
    await expect(
      collections.update(db, await mine(ada, made), { name: 'Twice' }, made.version),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await actionsIn(home.id)).toEqual([
      'collection.create',
      'collection.update',
      'workspace.create',
      'workspace.update',
    ]);
  });
});

it('what is done in an organization’s workspace is in the log of both', async () => {
  const admin = await person();
  const organizationId = `org_${newId()}`;
  await db.insert(organizations).values({ workosOrgId: organizationId, name: 'Nightjar' });
  await db
    .insert(organizationMembers)
    .values({ organizationId, userId: admin.userId, role: 'admin' });
  const home = await workspace(admin, { ownerType: 'organization', ownerId: organizationId });
  await post(admin, home);
  const all = await db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId));
  expect(all.map(({ action, workspaceId }) => [action, workspaceId]).sort()).toEqual([
    ['resource.create', home.id],
    ['workspace.create', home.id],
  ]);
});

it('people are written down by their id only: a name could never be taken out again', async () => {
  const home = await workspace(await person());
  await batch(db, (q) => [
    record(q, 'system', {
      log: { workspaceId: home.id },
      action: 'workspace.update',
      object: { type: 'user', id: 'user_1', name: 'Ada Moreau' },
    }),
  ]);
  expect((await logOf(home.id)).at(-1)).toMatchObject({ objectName: null, means: 'system' });
});

it('every kind is a sentence, and one that is not known yet is said by its name', () => {
  for (const [kind, text] of Object.entries(auditKinds)) {
    expect(kind.length).toBeLessThanOrEqual(60);
    expect(text.split('{name}')).toHaveLength(2);
  }
  const said = (action: string, means: AuditMeans = 'session') => sentence({ action, means });
  expect(said('workspace.update')).toEqual({ before: 'changed the workspace ', after: '' });
  expect(said('comet.launch')).toEqual({ before: 'did comet.launch to ', after: '' });
  expect(said('comet.launch', 'workos')).toEqual(said('comet.launch'));
  expect(said('organization.member.join').before).toBe('joined the organization as ');
  expect(said('organization.member.join', 'workos').before).toBe('added ');
});

it('a statement written only if a row is there holds the same as any other', async () => {
  const home = await workspace(await person());
  const entry = {
    log: { workspaceId: home.id },
    action: 'workspace.update',
    object: { type: 'workspace', id: home.id, name: 'Ünïcode “name”' },
    detail: { changed: ['theme'], n: 1 },
  } as const;
  await batch(db, (q) => [
    record(q, 'workos', entry),
    record(q, 'workos', {
      ...entry,
      onlyIf: { from: workspaces, where: eq(workspaces.id, home.id) },
    }),
    record(q, 'workos', { ...entry, onlyIf: { from: workspaces, where: eq(workspaces.id, 'x') } }),
  ]);
  const [, plain, conditional, ...rest] = await logOf(home.id);
  const { id, createdAt } = conditional!;
  expect(conditional).toEqual({ ...plain, id, createdAt });
  expect(createdAt.getTime() - plain!.createdAt.getTime()).toBeLessThan(60_000);
  expect(rest).toEqual([]);
});
