/** What the log says in words: whom a rule is about, who came into a team, what became of a role. */
import { describe, expect, it } from 'vitest';
import { call } from '../../test/api/entities.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { account, workos } from '../../test/workos.ts';
import * as keys from '../keys/index.ts';
import * as organizations from '../organizations/index.ts';
import * as access from '../access/index.ts';
import * as resources from '../resources/index.ts';
import * as teams from '../teams/index.ts';
import { signIn, me } from '../users/index.ts';
import * as users from '../users/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { sentence } from '../audit/index.ts';
import * as audit from './index.ts';

/** Every line of a log, oldest first, without its subject: `changed the role of Bruno: from … to …`. */
const told = async (log: audit.Log) => {
  const { items } = await audit.list(db, log, {}, { limit: 50 });
  return items.reverse().map(({ action, means, called, objectId, details }) => {
    const { before, after } = sentence({ action, means });
    const words = details?.map((part) => (part instanceof Date ? part.toISOString() : part));
    return `${before}${called ?? objectId}${after}${words ? `: ${words.join('')}` : ''}`;
  });
};
const ofWorkspace = async (who: { userId: string }, id: string) =>
  audit.ofWorkspace(await workspaces.authorize(db, who, id, 'admin'));
const ofLabel = async (who: { userId: string }, id: string) =>
  audit.ofOrganization(await organizations.authorize(db, who, id, 'admin'));

describe('the log of rules', () => {
  const written = async () => {
    const [ada, emil] = [await person('Ada'), await person('Emil')];
    const home = await workspace(ada, { name: 'Saltlight' });
    const proof = () => access.authorize(db, ada, { type: 'workspace', id: home.id }, 'admin');
    const about = { subjectType: 'user', subjectId: emil.userId, action: 'write' } as const;
    const guests = { subjectType: 'static', subjectId: 'guest', action: 'read' } as const;
    await access.set(db, await proof(), about, 'allow');
    await access.set(db, await proof(), guests, 'deny');
    await access.clear(db, await proof(), about);
    return { ada, emil, home };
  };

  it('says whom they are about, what they say, and which were taken away', async () => {
    const { ada, home } = await written();
    expect(await told(await ofWorkspace(ada, home.id))).toEqual([
      'claimed the workspace Saltlight: now public',
      'wrote a rule on Saltlight: Emil may edit it',
      'wrote a rule on Saltlight: people who are not signed in may not see it',
      'removed a rule of Saltlight: whether Emil may edit it',
    ]);
  });

  it('names nobody whose account is gone', async () => {
    const { ada, emil, home } = await written();
    const { handle } = await me(db, emil);
    await users.removeAccount(db, emil, handle, {
      users: { remove: () => Promise.resolve() },
    });
    expect(await told(await ofWorkspace(ada, home.id))).toContain(
      'wrote a rule on Saltlight: somebody whose account is gone may edit it',
    );
  });

  it('is found by its kinds', async () => {
    const { ada, home } = await written();
    for (const [kind, count] of [
      ['permission.set', 2],
      ['permission.clear', 1],
    ] as const) {
      const path = `/workspaces/${home.id}/audit-log?kind=${kind}`;
      const params = { workspace: home.id };
      const answer = await call(audit.operations.listOfWorkspace, path, { as: ada, params });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toHaveLength(count);
    }
  });
});

describe('the log of changes', () => {
  it('says which fields are different, and what became of those that are facts', async () => {
    const ada = await person('Ada');
    const home = await workspace(ada, { name: 'Saltlight' });
    const proof = () => workspaces.authorize(db, ada, home.id, 'admin');
    const { name, slug } = home;
    const description = 'Songs';
    await workspaces.update(db, await proof(), { name, slug, visibility: 'private', description });
    const made = await post(ada, home, { title: 'Spring', publishedAt: null });
    const change = async (patch: resources.UpdateResource) =>
      resources.update(db, await resources.authorize(db, ada, made.id, 'write', now), patch);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await change({ title: 'Spring', publishedAt: new Date() });
    await change({ publishedAt: null, status: 'UNLISTED' });
    await change({ title: 'Summer', publishedAt: tomorrow });
    await change({ publishedAt: new Date('2020-02-03T04:05:00Z') });
    expect(await told(await ofWorkspace(ada, home.id))).toEqual([
      'claimed the workspace Saltlight: now public',
      'changed the workspace Saltlight: now private, description',
      'made Spring: now a draft',
      'changed Spring: published',
      'changed Spring: now a draft, now unlisted',
      `changed Summer: title, to be published at ${tomorrow.toISOString()}`,
      'changed Summer: published as of 2020-02-03T04:05:00.000Z',
    ]);
  });
});

describe('a team in the log of a workspace', () => {
  it('is named to who may know it, and to nobody else', async () => {
    const [ada, emil] = [await account('Ada'), await person('Emil')];
    const { workosOrgId } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
    const founded = await organizations.authorize(db, ada, workosOrgId, 'admin');
    const team = await teams.create(db, founded, { name: 'Press' });
    await teams.update(db, await teams.authorize(db, ada, team.id, 'admin'), { name: 'Promo' });
    const home = await workspace(ada, { name: 'Saltlight' });
    const proof = async () =>
      access.authorize(db, ada, { type: 'workspace', id: home.id }, 'admin');
    const rules = [
      { subjectType: 'team', subjectId: team.id, action: 'write' },
      { subjectType: 'organization', subjectId: workosOrgId, action: 'comment' },
      { subjectType: 'user', subjectId: emil.userId, action: 'admin' },
    ] as const;
    for (const about of rules) await access.set(db, await proof(), about, 'allow');
    const seenBy = async (who: { userId: string }) =>
      (await told(await ofWorkspace(who, home.id))).slice(1);
    expect(await seenBy(ada)).toEqual([
      'wrote a rule on Saltlight: the team Promo may edit it',
      'wrote a rule on Saltlight: Nightjar may comment on it',
      'wrote a rule on Saltlight: Emil may administer it',
    ]);
    expect(await seenBy(emil)).toEqual([
      'wrote a rule on Saltlight: a team may edit it',
      'wrote a rule on Saltlight: an organization may comment on it',
      'wrote a rule on Saltlight: Emil may administer it',
    ]);
    expect(await told(await ofLabel(ada, workosOrgId))).toContain(
      'renamed the team Press: to Promo',
    );
  });
});

describe('the log of an organization', () => {
  it('says who came and went, as what, and whose a workspace was', async () => {
    const [ada, bruno] = [await account('Ada'), await account('Bruno')];
    const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
    const admin = () => organizations.authorize(db, ada, id, 'admin');
    const { email } = bruno;
    const sent = await organizations.invite(db, workos, await admin(), { email, role: 'member' });
    await organizations.accept(db, workos, bruno, sent.id);
    const team = await teams.create(db, await admin(), { name: 'Press' });
    const authorized = () => teams.authorize(db, ada, team.id, 'admin');
    await teams.addMember(db, await authorized(), bruno.userId);
    await teams.removeMember(db, await authorized(), bruno.userId);
    await organizations.setRole(db, workos, await admin(), bruno.userId, 'admin');
    const home = await workspace(ada, { name: 'Saltlight' });
    await workspaces.transfer(db, await workspaces.authorize(db, ada, home.id, 'admin'), {
      ownerType: 'organization',
      ownerId: id,
    });
    expect(await told(await ofLabel(ada, id))).toEqual([
      'founded the organization Nightjar',
      'sent an invitation to somebody: as member',
      'joined the organization as Bruno: as member',
      'made the team Press',
      'added somebody to the team Press: Bruno',
      'removed somebody from the team Press: Bruno',
      'changed the role of Bruno: from member to administrator',
      'gave the workspace Saltlight to another owner: from Ada to Nightjar',
    ]);
  });
});

describe('the log of places that WorkOS gives and takes', () => {
  it('says what became of whom, and when they signed in', async () => {
    const [ada, bruno] = [await account('Ada'), await account('Bruno')];
    const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
    const place = { id: 'om_bruno', organizationId: id, organizationName: 'Nightjar' };
    const identity = { firstName: 'Bruno', lastName: null, avatarUrl: null, organizationId: null };
    for (const [n, role] of [...(['member', 'admin'] as const), null].entries()) {
      const askedAt = new Date(Date.now() + n * 1000);
      await signIn(db, {
        ...identity,
        workosUserId: bruno.userId,
        email: bruno.email,
        askedAt,
        memberships: role ? [{ ...place, role, updatedAt: askedAt }] : [],
      });
    }
    expect(await told(await ofLabel(ada, id))).toEqual([
      'founded the organization Nightjar',
      'added Bruno as a member: as member, as they signed in',
      'changed the role of Bruno: from member to administrator, as they signed in',
      'removed Bruno: as they signed in',
    ]);
  });
});

describe('an entry made with an API key', () => {
  it('says with which, also when it was revoked, and that it is gone when it is', async () => {
    const ada = await person('Ada');
    const [helper, home] = [await person('Emil'), await workspace(ada, { name: 'Saltlight' })];
    await rule('allow', 'user', helper.userId, 'workspace', home.id, 'admin');
    const made = await keys.create(db, helper, {
      name: 'Website',
      scopes: ['workspaces:write'],
      ownerType: 'workspace',
      ownerId: home.id,
    });
    const { caller } = await keys.authenticate(db, made.secret);
    await workspaces.update(
      db,
      await workspaces.authorize(db, caller!.principal, home.id, 'admin'),
      { description: 'From a script' },
    );
    const lines = async () => {
      const path = `/workspaces/${home.id}/audit-log`;
      const answer = await call(audit.operations.listOfWorkspace, path, {
        as: ada,
        params: { workspace: home.id },
      });
      const events = (await answer.json()) as Record<string, unknown>[];
      return events
        .filter(({ kind }) => kind === 'workspace.update')
        .map(({ means, keyId, keyName, keyHint }) => ({ means, keyId, keyName, keyHint }));
    };
    const line = { means: 'key', keyId: made.key.id, keyName: 'Website', keyHint: made.key.hint };
    expect(await lines()).toEqual([line]);
    await keys.revoke(db, helper, made.key.id);
    expect(await lines()).toEqual([line]);
    const { handle } = await me(db, helper);
    await users.removeAccount(db, helper, handle, {
      users: { remove: () => Promise.resolve() },
    });
    expect(await lines()).toEqual([{ ...line, keyName: null, keyHint: null }]);
  });
});

describe('as whom somebody acted', () => {
  it('is told to those who may know of that workspace, and to nobody else', async () => {
    const [ada, emil] = [await person('Ada'), await person('Emil')];
    const home = await workspace(ada, { visibility: 'private' });
    const secret = await workspace(emil, { name: 'Not out yet', visibility: 'private' });
    const open = await workspace(emil, { name: 'Open' });
    await access.set(
      db,
      await access.authorize(db, ada, { type: 'workspace', id: home.id }, 'admin'),
      { subjectType: 'user', subjectId: emil.userId, action: 'admin' },
      'allow',
    );
    for (const id of [secret.id, open.id, home.id]) {
      const acting = { ...emil, actingAs: { type: 'workspace', id } } as const;
      await workspaces.update(db, await workspaces.authorize(db, acting, home.id, 'admin'), {
        description: `As ${id}`,
      });
    }
    const known = async (who: { userId: string }) => {
      const filter = { kind: 'workspace.update' } as const;
      const log = await ofWorkspace(who, home.id);
      const { items } = await audit.list(db, log, filter, { limit: 5 });
      return items.reverse().map(({ actingAs }) => actingAs?.name ?? null);
    };
    expect(await known(ada)).toEqual([null, 'Open', home.name]);
    expect(await known(emil)).toEqual(['Not out yet', 'Open', home.name]);
  });
});
