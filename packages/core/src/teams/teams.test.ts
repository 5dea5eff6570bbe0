import {
  collections,
  organizationMembers,
  organizations,
  permissions,
  teams as table,
  teamUsers,
} from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { dangling } from '../../test/dangling.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { interleave } from '../../test/interleave.ts';
import { post } from '../../test/resources.ts';
import {
  clearingsIn,
  membersOf,
  deedsOf,
  governed,
  join,
  organization,
  quit,
  team,
} from '../../test/teams.ts';
import { guest } from '../kernel/index.ts';
import { endMembership } from '../organizations/index.ts';
import * as teams from './index.ts';

afterEach(async () => expect(await dangling(db)).toEqual([]));

describe('a team', () => {
  it('is made, renamed and deleted by administrators, and all of it is written down', async () => {
    const { id, boss } = await organization();
    const made = await team(id, boss, 'Press');
    const renamed = await teams.update(db, await governed(boss, made), { name: 'Press & radio' });
    expect(renamed).toMatchObject({ name: 'Press & radio', organizationId: id });
    await teams.remove(db, await governed(boss, made));
    await expect(governed(boss, made)).rejects.toMatchObject({ code: 'not_found' });
    expect(await deedsOf(id)).toEqual(
      ['team.create', 'team.update', 'team.delete'].map((action) => ({
        action,
        userId: boss.userId,
        objectId: made.id,
      })),
    );
  });

  it('is seen by members, decided about by administrators, and exists for nobody else', async () => {
    const { id, boss, colleague } = await organization();
    const made = await team(id, boss);
    const stranger = await person();
    const deputy = await person();
    const reader = await person();
    await rule('allow', 'user', deputy.userId, 'organization', id, 'admin');
    // Whoever may read all that a label publishes has no business with its staff.
    await rule('allow', 'user', reader.userId, 'organization', id, 'read');
    await rule('allow', 'static', 'authenticated', 'organization', id, 'read');
    const may = (who: typeof boss, action: 'read' | 'admin') =>
      Promise.all([
        teams.authorize(db, who, made.id, action).then(() => 'yes', codeOf),
        teams.authorizeOrganization(db, who, id, action).then(() => 'yes', codeOf),
      ]);
    for (const who of [boss, deputy]) {
      expect(await may(who, 'read')).toEqual(['yes', 'yes']);
      expect(await may(who, 'admin')).toEqual(['yes', 'yes']);
    }
    expect(await may(colleague, 'read')).toEqual(['yes', 'yes']);
    expect(await may(colleague, 'admin')).toEqual(['forbidden', 'forbidden']);
    for (const who of [stranger, reader, guest]) {
      expect(await may(who as typeof boss, 'read')).toEqual(['not_found', 'not_found']);
      expect(await may(who as typeof boss, 'admin')).toEqual(['not_found', 'not_found']);
    }
  });

  it('has a name that no other team of the organization has', async () => {
    const { id, boss } = await organization();
    const [press, radio] = [await team(id, boss, 'Press'), await team(id, boss, 'Radio')];
    const taken = { code: 'conflict', errors: [{ path: 'name' }] };
    await expect(team(id, boss, 'Press')).rejects.toMatchObject(taken);
    const renaming = teams.update(db, await governed(boss, radio), { name: 'Press' });
    await expect(renaming).rejects.toMatchObject(taken);
    const other = await organization();
    await team(other.id, other.boss, 'Press');
    expect(await governed(boss, press)).toMatchObject({ name: 'Press' });
  });

  it('is made once, however often the same is sent', async () => {
    const { id, boss } = await organization();
    const proof = await teams.authorizeOrganization(db, boss, id, 'admin');
    const first = await teams.create(db, proof, { name: 'Press' });
    const again = await teams.create(db, proof, { id: first.id, name: 'Press' });
    expect(again).toEqual(first);
    expect(await deedsOf(id)).toHaveLength(1);
  });

  it('keeps the name that the faster of two tabs gave it', async () => {
    const { id, boss } = await organization();
    const made = await team(id, boss);
    const [slow, fast] = [await governed(boss, made), await governed(boss, made)];
    await teams.update(db, fast, { name: 'Fast' });
    const [stale, version] = [{ code: 'precondition_failed' }, teams.versionOf(made)];
    await expect(teams.update(db, slow, { name: 'Slow' }, version)).rejects.toMatchObject(stale);
    await expect(teams.remove(db, slow, version)).rejects.toMatchObject(stale);
    expect((await governed(boss, made)).name).toBe('Fast');
    expect(await deedsOf(id)).toHaveLength(2);
  });

  it('that is deleted takes its members and permissions along, and nobody else’s', async () => {
    const { id, boss, colleague } = await organization();
    const [gone, stays] = [await team(id, boss, 'Gone'), await team(id, boss, 'Stays')];
    const home = await workspace(boss);
    for (const one of [gone, stays]) {
      await teams.addMember(db, await governed(boss, one), colleague.userId);
      await rule('allow', 'team', one.id, 'workspace', home.id, 'write');
      await rule('deny', 'team', one.id, 'organization', id, 'delete');
    }
    const contents = await teams.contents(db, await governed(boss, gone));
    expect(contents).toEqual({ members: 1, permissions: 2 });
    await teams.remove(db, await governed(boss, gone));
    const rows = await db.select().from(permissions).where(eq(permissions.subjectType, 'team'));
    expect(rows.filter(({ subjectId }) => subjectId === gone.id)).toEqual([]);
    expect(rows.filter(({ subjectId }) => subjectId === stays.id)).toHaveLength(2);
    expect(await membersOf(gone)).toEqual([]);
    expect(await membersOf(stays)).toEqual([colleague.userId]);
  });

  it('that is deleted leaves a line for each rule about it, where that rule was', async () => {
    const { id, boss } = await organization();
    const made = await team(id, boss);
    const own = { ownerType: 'organization', ownerId: id } as const;
    const [home, elsewhere] = [await workspace(boss, own), await workspace(boss)];
    const piece = await post(boss, home, { title: 'Signal' });
    const [playlist] = await db.select().from(collections).where(eq(collections.ownerId, home.id));
    for (const [type, of, action] of [
      ['organization', id, 'read'],
      ['workspace', home.id, 'read'],
      ['workspace', home.id, 'write'],
      ['resource', piece.id, 'delete'],
      ['collection', playlist!.id, 'write'],
      ['workspace', elsewhere.id, 'write'],
    ] as const) {
      await rule('allow', 'team', made.id, type, of, action);
    }
    await rule('allow', 'user', (await person()).userId, 'workspace', home.id, 'write');
    await teams.remove(db, await governed(boss, made));
    const line = (type: string, of: string, name: string, action: string) => ({
      by: boss.userId,
      object: [type, of, name],
      detail: { subjectType: 'team', subjectId: made.id, action },
    });
    const inHome = [
      line('collection', playlist!.id, playlist!.name, 'write'),
      line('resource', piece.id, 'Signal', 'delete'),
      line('workspace', home.id, home.name, 'read'),
      line('workspace', home.id, home.name, 'write'),
    ];
    const ofLabel = await db.select().from(organizations).where(eq(organizations.workosOrgId, id));
    const byAction = (a: { detail: unknown }, b: { detail: unknown }) =>
      JSON.stringify(a).localeCompare(JSON.stringify(b));
    const of = async (log: string) => (await clearingsIn(log)).toSorted(byAction);
    expect(await of(home.id)).toEqual(inHome.toSorted(byAction));
    expect(await of(elsewhere.id)).toEqual([
      line('workspace', elsewhere.id, elsewhere.name, 'write'),
    ]);
    expect(await of(id)).toEqual(
      [...inHome, line('organization', id, ofLabel[0]!.name, 'read')].toSorted(byAction),
    );
  });
});

describe('the members of a team', () => {
  it('are members of the organization, and nobody else', async () => {
    const { id, boss, colleague } = await organization();
    const made = await governed(boss, await team(id, boss));
    await teams.addMember(db, made, colleague.userId);
    const other = await organization();
    for (const userId of [other.boss.userId, (await person()).userId, 'user_nobody']) {
      await expect(teams.addMember(db, made, userId)).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ path: 'userId' }],
      });
    }
    expect(await membersOf(made)).toEqual([colleague.userId]);
    expect((await deedsOf(id)).map(({ action }) => action)).toEqual([
      'team.create',
      'team.member.add',
    ]);
  });

  it('come in once, also at once, and leave once', async () => {
    const { id, boss, colleague } = await organization();
    const made = await governed(boss, await team(id, boss));
    await Promise.all([1, 2, 3].map(() => teams.addMember(db, made, colleague.userId)));
    expect(await membersOf(made)).toEqual([colleague.userId]);
    await teams.removeMember(db, made, colleague.userId);
    await expect(teams.removeMember(db, made, colleague.userId)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await deedsOf(id)).map(({ action }) => action)).toEqual([
      'team.create',
      'team.member.add',
      'team.member.remove',
    ]);
  });

  it('can not be added once they have left the organization, however close it was', async () => {
    const { id, boss, colleague } = await organization();
    const made = await governed(boss, await team(id, boss));
    const adding = teams.addMember(
      interleave(() => quit(id, colleague)),
      made,
      colleague.userId,
    );
    await expect(adding).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'userId' }] });
    expect(await membersOf(made)).toEqual([]);
    expect(await deedsOf(id)).toHaveLength(1);
  });

  it('can not be added to, nor taken out of, a team that is deleted meanwhile', async () => {
    const { id, boss, colleague } = await organization();
    for (const name of ['Added', 'Taken out']) {
      const made = await governed(boss, await team(id, boss, name));
      if (name === 'Taken out') await teams.addMember(db, made, colleague.userId);
      const gone = interleave(async () => teams.remove(db, await governed(boss, made)));
      const change = name === 'Added' ? teams.addMember : teams.removeMember;
      await expect(change(gone, made, colleague.userId)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });

  it('leave it with the organization, and no other one', async () => {
    const { id, boss, colleague } = await organization();
    const elsewhere = await organization();
    await join(elsewhere.id, colleague);
    const [here, there] = [await team(id, boss), await team(elsewhere.id, elsewhere.boss)];
    await teams.addMember(db, await governed(boss, here), colleague.userId);
    await teams.addMember(db, await governed(elsewhere.boss, there), colleague.userId);
    const place = { organizationId: id, ...colleague };
    await batch(db, (q) => endMembership(q, { means: 'workos' }, place));
    expect(await membersOf(here)).toEqual([]);
    expect(await membersOf(there)).toEqual([colleague.userId]);
    expect(await db.select().from(table).where(eq(table.id, here.id))).toHaveLength(1);
  });
});

describe('lists', () => {
  it('teams by name and members by id, page by page', async () => {
    const { id, boss, colleague } = await organization();
    for (const name of ['Radio', 'Press', 'Mastering']) await team(id, boss, name);
    const readable = await teams.authorizeOrganization(db, colleague, id, 'read');
    const first = await teams.list(db, readable, { limit: 2 });
    const rest = await teams.list(db, readable, { limit: 2, cursor: first.next! });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual([
      'Mastering',
      'Press',
      'Radio',
    ]);
    expect(rest.next).toBeNull();

    const made = await governed(boss, first.items[0]!);
    const people = [boss, colleague].map(({ userId }) => userId).sort();
    for (const userId of people) await teams.addMember(db, made, userId);
    const one = await teams.members(db, made, { limit: 1 });
    const two = await teams.members(db, made, { limit: 1, cursor: one.next! });
    expect([...one.items, ...two.items].map(({ userId }) => userId)).toEqual(people);
    const wrong = teams.list(db, readable, { limit: 1, cursor: 'nonsense' });
    await expect(wrong).rejects.toMatchObject({ errors: [{ path: 'cursor' }] });
  });

  it('whom a team could take in: the members of its organization, by the start of their name', async () => {
    const { id, boss, colleague } = await organization();
    const nils = await person('Nils');
    await join(id, nils);
    await person('Nilsson of another label');
    const made = await governed(boss, await team(id, boss));
    await teams.addMember(db, made, colleague.userId);
    const { people, more } = await teams.candidates(db, made, { limit: 10 });
    expect(more).toBe(false);
    expect(people.filter(({ isMember }) => isMember).map(({ userId }) => userId)).toEqual([
      colleague.userId,
    ]);
    expect(people).toHaveLength(3);
    const found = await teams.candidates(db, made, { limit: 10, q: 'NIL' });
    expect(found.people.map(({ userId }) => userId)).toEqual([nils.userId]);
    const all = await db
      .select()
      .from(organizationMembers)
      .where(eq(organizationMembers.organizationId, id));
    expect(all).toHaveLength(3);
    expect(await db.select().from(teamUsers).where(eq(teamUsers.teamId, made.id))).toHaveLength(1);
  });
});

const codeOf = (error: { code: string }) => error.code;
