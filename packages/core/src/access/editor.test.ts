/** Who writes rules, about whom, and what they can never do by it. */
import {
  auditEvents,
  newId,
  organizationMembers,
  organizations,
  permissionActions,
  permissions,
  resources,
  teams,
  teamUsers,
  workspaces,
  type Workspace,
} from '@vesta-cx/db';
import { batch, insertIgnore } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../test/api/entities.ts';
import { collection } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { create } from '../resources/index.ts';
import {
  guest,
  type AppError,
  type Person,
  type Principal,
  deletedUserId,
  reserveHandles,
} from '../kernel/index.ts';
import * as spaces from '../workspaces/index.ts';
import * as access from './index.ts';

let ada: Person;
let emil: Person;
let bruno: Person;
let home: Workspace;

/** Ada owns a workspace that Bruno administers; Emil is nobody there. */
beforeEach(async () => {
  [ada, emil, bruno] = [await person('Ada'), await person('Emil'), await person('Bruno')];
  home = await workspace(ada);
  await rule('allow', 'user', bruno.userId, 'workspace', home.id, 'admin');
});

type Type = access.ObjectRef['type'];
const the = (type: Type, id: string): access.ObjectRef => ({ type, id });
const proof = (who: Principal, ref = the('workspace', home.id)) =>
  access.authorize(db, who, ref, 'admin');
const about = (subjectType: access.Rule['subjectType'], subjectId: string, action = 'read') => ({
  subjectType,
  subjectId,
  action,
});
const refused = async (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('It was done')),
    (error: AppError) => error,
  );
const rulesOf = (id: string) => db.select().from(permissions).where(eq(permissions.objectId, id));
const mayWrite = async (who: Principal) =>
  spaces.authorize(db, who, home.id, 'write').then(
    () => true,
    () => false,
  );
const organizationWith = async (...admins: Person[]) => {
  const id = `org_${newId()}`;
  await db.insert(organizations).values({ workosOrgId: id, name: `Label ${id}` });
  for (const { userId } of admins) {
    await db
      .insert(organizationMembers)
      .values({ organizationId: id, userId, role: 'admin' as const });
  }
  return id;
};
const teamOf = async (organizationId: string, owner: Person, ...members: Person[]) => {
  const id = newId();
  await db.insert(teams).values({ id, organizationId, name: `Team ${id}`, ownerId: owner.userId });
  for (const { userId } of members) await db.insert(teamUsers).values({ teamId: id, userId });
  return id;
};

describe('a rule', () => {
  it('gives a right, takes it and is cleared, and each is in the log', async () => {
    const write = about('user', emil.userId, 'write');
    expect((await access.set(db, await proof(ada), write, 'allow')).created).toBe(true);
    expect(await mayWrite(emil)).toBe(true);
    expect((await access.set(db, await proof(bruno), write, 'deny')).created).toBe(false);
    expect(await mayWrite(emil)).toBe(false);
    expect(await access.clear(db, await proof(ada), write)).toBe(true);
    expect(await access.clear(db, await proof(ada), write)).toBe(false);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.workspaceId, home.id));
    expect(log.map(({ action, userId }) => [action, userId]).sort()).toEqual(
      [
        ['workspace.create', ada.userId],
        ['permission.clear', ada.userId],
        ['permission.set', ada.userId],
        ['permission.set', bruno.userId],
      ].sort(),
    );
  });

  it('about a status is in the log by its address, not its text', async () => {
    const status = await create(
      db,
      ada,
      await spaces.authorize(db, ada, home.id, 'write'),
      { type: 'status', excerpt: 'We will never say this aloud' },
      now,
    );
    const object = await proof(ada, the('resource', status.id));
    expect(object.name).toBe('We will never say this aloud');
    await access.set(db, object, about('user', emil.userId), 'allow');
    const [entry] = await db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.workspaceId, home.id), eq(auditEvents.action, 'permission.set')));
    expect(entry!.objectName).toBe(status.slug);
  });

  it('sent twice, or from two tabs, is one rule', async () => {
    const write = about('user', emil.userId, 'write');
    const object = await proof(ada);
    await Promise.all([
      access.set(db, object, write, 'allow'),
      access.set(db, object, write, 'allow'),
      access.set(db, object, write, 'deny'),
    ]);
    await access.set(db, object, write, 'allow');
    const rows = (await rulesOf(home.id)).filter(({ subjectId }) => subjectId === emil.userId);
    expect(rows.map(({ value }) => value)).toEqual(['allow']);
  });

  it('about people who are not signed in keeps what lists show them', async () => {
    const made = await post(ada, home, { publishedAt: now });
    const own = await collection(ada);
    const shown = async () => {
      const [space] = await db.select().from(workspaces).where(eq(workspaces.id, home.id));
      const [thing] = await db.select().from(resources).where(eq(resources.id, made.id));
      const playlist = await db.query.collections.findFirst({
        where: (t, { eq: is }) => is(t.id, own.id),
      });
      return [space!.guestReadable, thing!.guestReadable, playlist!.guestReadable];
    };
    expect(await shown()).toEqual([true, true, true]);
    await access.set(db, await proof(ada), about('static', 'guest'), 'deny');
    expect(await shown()).toEqual([false, false, true]);
    await access.set(
      db,
      await proof(ada, the('resource', made.id)),
      about('static', 'guest'),
      'allow',
    );
    expect(await shown()).toEqual([false, true, true]);
    await access.set(
      db,
      await proof(ada, the('collection', own.id)),
      about('static', 'guest'),
      'deny',
    );
    expect(await shown()).toEqual([false, true, false]);
    await access.clear(db, await proof(ada), about('static', 'guest'));
    expect(await shown()).toEqual([true, true, false]);
  });

  it('of an organization reaches the workspaces that it owns', async () => {
    const org = await organizationWith(ada);
    const theirs = await workspace(ada, { ownerType: 'organization', ownerId: org });
    await access.set(
      db,
      await proof(ada, the('organization', org)),
      about('static', 'guest'),
      'deny',
    );
    const [row] = await db.select().from(workspaces).where(eq(workspaces.id, theirs.id));
    expect(row!.guestReadable).toBe(false);
    await expect(spaces.read(db, guest, theirs.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('nobody gets more than they hold:', () => {
  it('who does not administer a thing writes no rule about it, by whatever way', async () => {
    const writer = await person();
    await rule('allow', 'user', writer.userId, 'workspace', home.id, 'write');
    const made = await post(writer, home, { publishedAt: now });
    for (const [who, code] of [
      [writer, 'forbidden'],
      [emil, 'forbidden'],
      [guest, 'unauthenticated'],
    ] as const) {
      for (const ref of [the('workspace', home.id), the('resource', made.id)]) {
        expect((await refused(proof(who, ref))).code).toBe(code);
      }
    }
    const address = `/permissions/workspace/${home.id}/user/${writer.userId}/admin`;
    const answer = await call(access.operations.set, address, {
      as: writer,
      body: { value: 'allow' },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      detail: 'Denied: nobody has given you this right.',
      refusedBy: { rule: 'default', on: null, level: null, inherited: false },
    });
    expect(await rulesOf(made.id)).toEqual([]);
  });

  it('who is refused by a rule is told which, on what and about whom', async () => {
    await rule('deny', 'user', emil.userId, 'workspace', home.id, 'write');
    const made = await post(ada, home, { publishedAt: now });
    const playlist = await collection(ada);
    await rule('deny', 'static', 'authenticated', 'collection', playlist.id, 'write');
    for (const [address, refusedBy] of [
      [`workspace/${home.id}`, { rule: 'row', on: 'workspace', level: 'user', inherited: false }],
      [`resource/${made.id}`, { rule: 'row', on: 'workspace', level: 'user', inherited: true }],
      [
        `collection/${playlist.id}`,
        { rule: 'row', on: 'collection', level: 'static', inherited: false },
      ],
    ] as const) {
      const answer = await call(access.operations.list, `/permissions/${address}`, { as: emil });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ refusedBy });
    }
  });

  it('an administrator of one thing reaches neither what is around it nor its neighbour', async () => {
    const [one, other] = [await post(ada, home), await post(ada, home)];
    await rule('allow', 'user', emil.userId, 'resource', one.id, 'admin');
    await proof(emil, the('resource', one.id));
    expect((await refused(proof(emil))).code).toBe('forbidden');
    expect((await refused(proof(emil, the('resource', other.id)))).code).toBe('not_found');
    // An id under another kind is another thing.
    expect((await refused(proof(emil, the('collection', one.id)))).code).toBe('not_found');
  });

  it('a plain member of an organization writes no rule about it', async () => {
    const org = await organizationWith(ada);
    await db
      .insert(organizationMembers)
      .values({ organizationId: org, userId: emil.userId, role: 'member' });
    expect((await refused(proof(emil, the('organization', org)))).code).toBe('forbidden');
    expect((await refused(proof(bruno, the('organization', org)))).code).toBe('not_found');
  });
});

describe('nobody is shut out:', () => {
  it('the owner keeps everything, whatever an administrator writes', async () => {
    const object = await proof(bruno);
    expect(
      await refused(access.set(db, object, about('user', ada.userId, 'admin'), 'deny')),
    ).toMatchObject({
      errors: [{ path: 'subjectId' }],
    });
    await access.set(db, object, about('user', bruno.userId, 'comment'), 'deny');
    await spaces.authorize(db, ada, home.id, 'admin');
  });

  it('nor is anything refused to who administers the label that owns it, in words without effect', async () => {
    const org = await organizationWith(ada);
    await db
      .insert(organizationMembers)
      .values({ organizationId: org, userId: emil.userId, role: 'member' });
    const theirs = await workspace(ada, { ownerType: 'organization', ownerId: org });
    const made = await post(ada, theirs);
    for (const ref of [
      the('organization', org),
      the('workspace', theirs.id),
      the('resource', made.id),
    ]) {
      const object = await proof(ada, ref);
      const adas = about('user', ada.userId, 'write');
      expect(await refused(access.set(db, object, adas, 'deny'))).toMatchObject({
        errors: [{ path: 'subjectId' }],
      });
      // This they keep when they administer it no more.
      await access.set(db, object, adas, 'allow');
      await access.set(db, object, about('user', emil.userId, 'write'), 'deny');
    }
  });

  it('nobody takes their own right to change it back by a refusal', async () => {
    for (const action of ['read', 'write', 'delete', 'admin']) {
      const own = about('user', bruno.userId, action);
      expect(await refused(access.set(db, await proof(bruno), own, 'deny'))).toMatchObject({
        errors: [{ path: 'value' }],
      });
    }
    expect(await access.clear(db, await proof(bruno), about('user', bruno.userId, 'admin'))).toBe(
      true,
    );
    expect((await refused(proof(bruno))).code).toBe('forbidden');
  });

  it('what a workspace keeps stays open to whoever owns the workspace', async () => {
    const playlist = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    const object = await proof(bruno, the('collection', playlist.id));
    for (const each of [about('user', ada.userId), about('static', 'authenticated')]) {
      expect(await refused(access.set(db, object, each, 'deny'))).toMatchObject({
        errors: [{ path: 'value' }],
      });
    }
    expect(await rulesOf(playlist.id)).toEqual([]);
  });

  it('nor is it closed to them by clearing the rule that let a refusal pass', async () => {
    const playlist = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    const ref = the('collection', playlist.id);
    const object = await proof(bruno, ref);
    const adas = about('user', ada.userId, 'admin');
    await access.set(db, object, about('user', bruno.userId, 'admin'), 'allow');
    await access.set(db, object, adas, 'allow');
    await access.set(db, object, about('static', 'authenticated'), 'deny');
    expect(await refused(access.clear(db, object, adas))).toMatchObject({
      errors: [{ path: 'subjectId' }],
    });
    expect(await refused(access.set(db, object, adas, 'deny'))).toMatchObject({
      errors: [{ path: 'value' }],
    });
    await proof(ada, ref);
    // Without the refusal nothing hangs on it.
    await access.clear(db, object, about('static', 'authenticated'));
    expect(await access.clear(db, object, adas)).toBe(true);
    await proof(ada, ref);
  });

  it('nor by a refusal and a clearing at the same instant', async () => {
    for (let round = 0; round < 5; round += 1) {
      const playlist = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
      const ref = the('collection', playlist.id);
      const object = await proof(bruno, ref);
      const adas = about('user', ada.userId, 'admin');
      await access.set(db, object, about('user', bruno.userId, 'admin'), 'allow');
      await access.set(db, object, adas, 'allow');
      const outcomes = await Promise.allSettled([
        access.set(db, object, about('static', 'authenticated'), 'deny'),
        access.clear(db, object, adas),
      ]);
      const [lost] = outcomes.filter(({ status }) => status === 'rejected');
      expect(lost).toMatchObject({ reason: { code: 'invalid' } });
      await proof(ada, ref);
    }
  });

  it('a rule cleared twice at once is cleared, and logged, once', async () => {
    const write = about('user', emil.userId, 'write');
    await access.set(db, await proof(ada), write, 'allow');
    const object = await proof(ada);
    const cleared = await Promise.all([1, 2, 3].map(() => access.clear(db, object, write)));
    expect(cleared.filter(Boolean)).toEqual([true]);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.workspaceId, home.id));
    expect(log.filter(({ action }) => action === 'permission.clear')).toHaveLength(1);
  });

  it('nor to any administrator of the organization, however many have rules of their own', async () => {
    const admins: Person[] = [];
    for (let n = 0; n < 22; n += 1) admins.push(await person());
    const org = await organizationWith(...admins);
    const [first, last] = [admins[0]!, admins[21]!];
    const theirs = await workspace(first, { ownerType: 'organization', ownerId: org });
    const playlist = await collection(first, { ownerType: 'workspace', ownerId: theirs.id });
    const object = await proof(first, the('collection', playlist.id));
    const everybody = about('static', 'authenticated', 'write');
    for (const { userId } of admins.slice(0, -1)) {
      await access.set(db, object, about('user', userId, 'admin'), 'allow');
    }
    expect(await refused(access.set(db, object, everybody, 'deny'))).toMatchObject({
      errors: [{ path: 'value' }],
    });
    const team = about('team', await teamOf(org, first, last), 'admin');
    await access.set(db, object, team, 'allow');
    await access.set(db, object, everybody, 'deny');
    for (const one of admins) await proof(one, the('collection', playlist.id));
    expect(await refused(access.clear(db, object, team))).toMatchObject({
      errors: [{ path: 'subjectId' }],
    });
  });

  it('an administrator may take it from another, by the rules', async () => {
    const chiara = await person();
    const admin = about('user', chiara.userId, 'admin');
    await access.set(db, await proof(bruno), admin, 'allow');
    await proof(chiara);
    await access.set(db, await proof(bruno), admin, 'deny');
    expect((await refused(proof(chiara))).code).toBe('forbidden');
  });
});

describe('a subject', () => {
  it('must be there, and an audience one of the four', async () => {
    const object = await proof(ada);
    for (const [type, id] of [
      ['user', 'user_nobody'],
      ['team', newId()],
      ['organization', 'org_none'],
      ['static', 'everybody'],
      ['static', emil.userId],
    ] as const) {
      expect(await refused(access.set(db, object, about(type, id), 'allow'))).toMatchObject({
        code: 'invalid',
        errors: [{ path: 'subjectId' }],
      });
    }
    expect(
      await refused(access.set(db, object, about('user', emil.userId, 'fly'), 'allow')),
    ).toMatchObject({ errors: [{ path: 'action' }] });
  });

  it('that is an audience can be let read and take part, and nothing else', async () => {
    const pin = { slug: 'pin', name: 'Pin', category: 'workspace' } as const;
    await batch(db, (q) => [insertIgnore(q, permissionActions, pin)]);
    const playlist = await collection(ada);
    for (const ref of [the('workspace', home.id), the('collection', playlist.id)]) {
      const object = await proof(ada, ref);
      for (const audience of ['guest', 'authenticated', 'follower', 'subscriber']) {
        for (const action of ['write', 'delete', 'admin', 'pin']) {
          const rule = about('static', audience, action);
          expect(await refused(access.set(db, object, rule, 'allow'))).toMatchObject({
            errors: [{ path: 'action' }],
          });
        }
        await access.set(db, object, about('static', audience), 'allow');
      }
      await access.set(db, object, about('static', 'follower', 'comment'), 'allow');
      await access.set(db, object, about('static', 'authenticated', 'delete'), 'deny');
      expect(
        await refused(access.set(db, object, about('static', 'guest', 'comment'), 'allow')),
      ).toMatchObject({ errors: [{ path: 'action' }] });
    }
  });

  it('is never whoever keeps the handles of deleted accounts', async () => {
    await batch(db, (q) => reserveHandles(q, emil.userId));
    const object = await proof(ada);
    expect(
      await refused(access.set(db, object, about('user', deletedUserId), 'allow')),
    ).toMatchObject({
      errors: [{ path: 'subjectId' }],
    });
    expect(
      await refused(access.explain(db, object, { type: 'user', id: deletedUserId })),
    ).toMatchObject({ errors: [{ path: 'subject' }] });
    expect(await access.search(db, object, '~deleted')).toEqual([]);
  });

  it('with a space at its end is none, and so is a thing: nobody is shut out by a second spelling', async () => {
    const playlist = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    const params = {
      objectType: 'collection',
      objectId: playlist.id,
      subjectType: 'static',
      subjectId: 'authenticated',
      action: 'read',
    };
    for (const name of ['objectId', 'subjectId', 'action'] as const) {
      const answer = await call(access.operations.set, '/permissions', {
        as: bruno,
        params: { ...params, [name]: `${params[name]} ` },
        body: { value: 'deny' },
      });
      expect(answer.status).toBe(404);
    }
    expect(await rulesOf(playlist.id)).toEqual([]);
  });

  it('that is a team says whose it is: two labels can have one of the same name', async () => {
    const ids: string[] = [];
    for (const org of [await organizationWith(ada), await organizationWith(ada)]) {
      const [id, organizationId] = [newId(), org];
      await db
        .insert(teams)
        .values({ id, organizationId, name: 'Press', searchKey: 'press', ownerId: ada.userId });
      await access.set(db, await proof(ada), about('team', id), 'allow');
      ids.push(id);
    }
    const { items } = await access.list(db, await proof(ada), { limit: 9, subjectType: ['team'] });
    const shown = items.map(({ subject }) => subject);
    const found = await access.search(db, await proof(ada), 'press');
    const organizationOf = (list: typeof shown, id: string) =>
      list.find((one) => one?.subjectId === id)?.organization;
    for (const id of ids) {
      const [team] = await db.select().from(teams).where(eq(teams.id, id));
      expect(organizationOf(shown, id)).toBe(`Label ${team!.organizationId}`);
      expect(organizationOf(found, id)).toBe(`Label ${team!.organizationId}`);
    }
  });

  it('that is a team of others reads like none, and is not found or named', async () => {
    const theirs = await teamOf(await organizationWith(emil), emil, emil);
    const mine = await teamOf(await organizationWith(ada), ada, emil);
    const object = await proof(ada);
    const [secret, absent] = await Promise.all([
      refused(access.set(db, object, about('team', theirs), 'allow')),
      refused(access.set(db, object, about('team', newId()), 'allow')),
    ]);
    expect(secret.message).toBe(absent.message);
    await access.set(db, object, about('team', mine, 'write'), 'allow');
    expect(await mayWrite(emil)).toBe(true);
    const found = await access.search(db, object, 'Team');
    expect(found.map(({ subjectId }) => subjectId)).toEqual([mine]);
    // Bruno administers the workspace too, and is in neither organization.
    const seen = await access.list(db, await proof(bruno), { limit: 50, subjectType: ['team'] });
    expect(seen.items).toMatchObject([{ subjectId: mine, subject: null }]);
  });
});

describe('of a label that owns a workspace', () => {
  let org: string;
  let theirs: Workspace;
  beforeEach(async () => {
    org = await organizationWith(ada);
    theirs = await workspace(ada, { ownerType: 'organization', ownerId: org });
  });

  it('any team can be chosen and is named, however many there are', async () => {
    const rows = Array.from({ length: 520 }, (_, n) => ({
      id: newId(),
      organizationId: org,
      name: `Team ${String(n).padStart(3, '0')}`,
      searchKey: `team ${String(n).padStart(3, '0')}`,
      ownerId: ada.userId,
    }));
    for (let i = 0; i < rows.length; i += 10) await db.insert(teams).values(rows.slice(i, i + 10));
    const object = await proof(ada, the('workspace', theirs.id));
    await access.set(db, object, about('team', rows[519]!.id), 'allow');
    const { items } = await access.list(db, object, { limit: 5 });
    expect(items).toMatchObject([{ subject: { name: 'Team 519' } }]);
    const ids = async (q: string) =>
      (await access.search(db, object, q)).map(({ subjectId }) => subjectId);
    expect(await ids('team 519')).toEqual([rows[519]!.id]);
    expect(await ids('Team')).toEqual(rows.slice(0, 8).map(({ id }) => id));
  });

  it('who administers but one thing of it learns neither its teams nor who is in them', async () => {
    const team = await teamOf(org, ada, emil);
    const playlist = await collection(ada, { ownerType: 'workspace', ownerId: theirs.id });
    const ref = the('collection', playlist.id);
    await access.set(db, await proof(ada, ref), about('user', bruno.userId, 'admin'), 'allow');
    await access.set(db, await proof(ada, ref), about('team', team, 'write'), 'allow');
    const object = await proof(bruno, ref);
    expect(await access.search(db, object, 'Team')).toEqual([]);
    expect(
      await refused(access.set(db, object, about('team', team, 'comment'), 'allow')),
    ).toMatchObject({ errors: [{ path: 'subjectId' }] });
    const emils = async (who: Person) =>
      (await access.explain(db, await proof(who, ref), { type: 'user', id: emil.userId })).find(
        ({ action }) => action === 'write',
      );
    expect(await emils(bruno)).toMatchObject({
      allowed: true,
      level: null,
      why: 'Allowed: by a rule of this collection.',
    });
    expect(await emils(ada)).toMatchObject({ level: 'team' });

    // The whole workspace is another matter: its rules are about those teams.
    await rule('allow', 'user', bruno.userId, 'workspace', theirs.id, 'admin');
    const whole = await access.search(db, await proof(bruno, ref), 'Team');
    expect(whole.map(({ subjectId }) => subjectId)).toEqual([team]);
    expect(await emils(bruno)).toMatchObject({ level: 'team' });
  });

  it('a key is told as little as it is for', async () => {
    const elsewhere = await teamOf(await organizationWith(ada), ada);
    const team = await teamOf(org, ada);
    const found = async (who: Person) => {
      const object = await proof(who, the('workspace', theirs.id));
      return (await access.search(db, object, 'Team')).map(({ subjectId }) => subjectId).sort();
    };
    expect(await found(ada)).toEqual([elsewhere, team].sort());
    for (const place of [
      { type: 'organization', id: org },
      { type: 'workspace', id: theirs.id },
    ] as const) {
      expect(await found({ ...ada, key: { id: 'key', confinedTo: place } })).toEqual([team]);
    }
  });
});

it('a long list of inherited rules says that it goes on', async () => {
  const ref = the('resource', (await post(ada, home)).id);
  const shown = async () => (await access.sources(db, await proof(ada, ref))).parents[0]!;
  for (let n = 0; n < 49; n += 1) {
    await rule('allow', 'user', `user_gone_${n}`, 'workspace', home.id);
  }
  expect(await shown()).toMatchObject({ more: false, rules: { length: 50 } });
  await rule('allow', 'user', 'user_gone', 'workspace', home.id);
  expect(await shown()).toMatchObject({ more: true, rules: { length: 50 } });
});

it('what a thing inherits is shown only to who administers that as well', async () => {
  const made = await post(ada, home);
  await rule('allow', 'user', emil.userId, 'resource', made.id, 'admin');
  const ref = the('resource', made.id);
  const [seen] = (await access.sources(db, await proof(emil, ref))).parents;
  expect(seen).toMatchObject({ type: 'workspace', rules: null });
  const [whole] = (await access.sources(db, await proof(ada, ref))).parents;
  expect(whole!.rules).toMatchObject([{ subjectId: bruno.userId }]);
  const told = await access.explain(db, await proof(emil, ref), { type: 'user', id: bruno.userId });
  expect(told[0]).toMatchObject({
    allowed: true,
    level: null,
    why: 'Allowed: by a rule of the workspace this belongs to.',
  });
});

describe('an API key', () => {
  const keyFor = (who: Person, type: 'workspace' | 'organization', id: string): Person => ({
    ...who,
    key: { id: 'key', confinedTo: { type, id } },
  });

  it('for one workspace learns of another what a guest may do there, not its maker', async () => {
    const other = await workspace(ada);
    const key = keyFor(ada, 'workspace', home.id);
    const told = async (as: Principal, id: string) => {
      const answer = await call(
        access.operations.explainAccess,
        `/permissions/workspace/${id}/explain`,
        { as },
      );
      const { decisions } = (await answer.json()) as { decisions: access.Explanation[] };
      return decisions;
    };
    expect(await told(key, other.id)).toEqual(await told(guest, other.id));
    expect(await told(key, home.id)).toEqual(await told(ada, home.id));
  });

  it('for one workspace of a label administers nothing of the label', async () => {
    const org = await organizationWith(ada);
    const theirs = await workspace(ada, { ownerType: 'organization', ownerId: org });
    await rule('allow', 'user', emil.userId, 'organization', org, 'write');
    const made = the('resource', (await post(ada, theirs)).id);
    const shownTo = async (who: Principal) => {
      const { parents } = await access.sources(db, await proof(who, made));
      return parents.map(({ type, rules }) => [type, rules === null]);
    };
    const whole = [
      ['workspace', false],
      ['organization', false],
    ];
    expect(await shownTo(ada)).toEqual(whole);
    expect(await shownTo(keyFor(ada, 'organization', org))).toEqual(whole);
    const key = keyFor(ada, 'workspace', theirs.id);
    expect(await shownTo(key)).toEqual([
      ['workspace', false],
      ['organization', true],
    ]);
    const emils = await access.explain(db, await proof(key, made), {
      type: 'user',
      id: emil.userId,
    });
    expect(emils.find(({ action }) => action === 'write')).toMatchObject({
      allowed: true,
      level: null,
    });
  });
});

it('a list goes on where it stopped, each rule once', async () => {
  for (const audience of ['guest', 'authenticated', 'follower', 'subscriber']) {
    await rule('allow', 'static', audience, 'workspace', home.id, 'comment');
  }
  const object = await proof(ada);
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await access.list(db, object, { limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    if (!page.next) break;
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
  const denied = await access.list(db, object, { limit: 9, value: 'deny' });
  expect(denied.items).toEqual([]);
});

it('a rule about what was deleted meanwhile is not written', async () => {
  const made = await post(ada, home);
  const object = await proof(ada, the('resource', made.id));
  await db.delete(resources).where(eq(resources.id, made.id));
  expect((await refused(access.set(db, object, about('user', emil.userId), 'allow'))).code).toBe(
    'not_found',
  );
  expect(
    await db
      .select()
      .from(permissions)
      .where(and(eq(permissions.objectType, 'resource'), eq(permissions.objectId, made.id))),
  ).toEqual([]);
});
