/** What the log says in words: whom a rule is about, who came into a team, what became of a role. */
import { describe, expect, it } from 'vitest';
import { call } from '../../test/api/things.ts';
import { db, person, workspace } from '../../test/make.ts';
import { account, workos } from '../../test/workos.ts';
import * as organizations from '../organizations/index.ts';
import * as access from '../permissions/editor/index.ts';
import * as teams from '../teams/index.ts';
import * as users from '../users/deletion.ts';
import { me } from '../users/profile.ts';
import * as workspaces from '../workspaces/index.ts';
import * as audit from './index.ts';

/** Every line of a log, oldest first, without its subject: `changed the role of Bruno: from … to …`. */
const told = async (log: audit.Log) => {
  const { items } = await audit.list(db, log, {}, { limit: 50 });
  return items.reverse().map(({ action, called, objectId, details }) => {
    const { before, after } = audit.sentence(action);
    return `${before}${called ?? objectId}${after}${details ? `: ${details}` : ''}`;
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
      'claimed the workspace Saltlight',
      'wrote a rule on Saltlight: Emil may write',
      'wrote a rule on Saltlight: people who are not signed in may not read',
      'took away a rule of Saltlight: whether Emil may write',
    ]);
  });

  it('names nobody whose account is gone', async () => {
    const { ada, emil, home } = await written();
    const { handle } = await me(db, emil);
    await users.removeAccount(db, emil, handle, { deleteUser: () => Promise.resolve() });
    expect(await told(await ofWorkspace(ada, home.id))).toContain(
      'wrote a rule on Saltlight: somebody whose account is gone may write',
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

describe('the log of an organization', () => {
  it('says who came and went, as what, and whose a workspace was', async () => {
    const [ada, bruno] = [await account('Ada'), await account('Bruno')];
    const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Nightjar' });
    const admin = () => organizations.authorize(db, ada, id, 'admin');
    const { email } = bruno;
    const sent = await organizations.invite(db, workos, await admin(), { email, role: 'member' });
    await organizations.accept(db, workos, bruno, sent.id);
    const team = await teams.create(db, await admin(), { name: 'Press' });
    const crew = () => teams.authorize(db, ada, team.id, 'admin');
    await teams.addMember(db, await crew(), bruno.userId);
    await teams.removeMember(db, await crew(), bruno.userId);
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
      'took somebody out of the team Press: Bruno',
      'changed the role of Bruno: from member to administrator',
      'gave the workspace Saltlight to another owner: from Ada to an organization',
    ]);
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
