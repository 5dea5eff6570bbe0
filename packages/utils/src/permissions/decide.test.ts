import { describe, expect, it } from 'vitest';
import type { ObjectFacts, PermissionRow, Subject } from './index.ts';
import { decide, deniedBy, explain, guest, impliedBy, relevantTo } from './index.ts';

const someone: Subject = { userId: 'ada', teamIds: ['street-team'], organizations: [] };
const workspace: ObjectFacts = {
  type: 'workspace',
  id: 'w',
  owner: { type: 'user', id: 'owner' },
  visibility: 'public',
};
const hidden: ObjectFacts = { ...workspace, visibility: 'private' };
const resource: ObjectFacts = { type: 'resource', id: 'r', owner: { type: 'user', id: 'author' } };

const row = (
  subject: `${PermissionRow['subjectType']}:${string}`,
  value: PermissionRow['value'],
  action = 'read',
  object: ObjectFacts = workspace,
): PermissionRow => {
  const [subjectType, subjectId = ''] = subject.split(':') as [
    PermissionRow['subjectType'],
    string,
  ];
  return { subjectType, subjectId, objectType: object.type, objectId: object.id, action, value };
};

const may = (
  subject: Subject,
  action: string,
  chain: [ObjectFacts, ...ObjectFacts[]],
  ...rows: PermissionRow[]
) => decide({ subject, action, chain, rows });

describe('owners', () => {
  it('the owner may do everything, whatever the rows say', () => {
    const owner = { ...someone, userId: 'owner' };
    const decision = may(owner, 'admin', [hidden], row('user:owner', 'deny', 'read'));
    expect(decision).toEqual({
      allowed: true,
      reason: {
        rule: 'owner',
        object: { type: 'workspace', id: 'w' },
        owner: { type: 'user', id: 'owner' },
        inherited: false,
      },
    });
  });

  it("an organization's admins own what it owns; its members do not", () => {
    const label = { ...hidden, owner: { type: 'organization', id: 'nightjar' } as const };
    const as = (role: 'admin' | 'member') => ({
      ...someone,
      organizations: [{ id: 'nightjar', role }],
    });
    expect(may(as('admin'), 'delete', [label]).allowed).toBe(true);
    expect(may(as('member'), 'read', [label]).allowed).toBe(false);
  });

  it("a workspace's owner may edit its resources and its collections", () => {
    const owner = { ...someone, userId: 'owner' };
    const collection: ObjectFacts = {
      type: 'collection',
      id: 'c',
      owner: { type: 'workspace', id: 'w' },
    };
    expect(may(owner, 'write', [resource, hidden]).reason).toMatchObject({
      rule: 'owner',
      inherited: true,
    });
    expect(may(owner, 'delete', [collection, hidden]).allowed).toBe(true);
  });

  it('a guest never owns anything', () => {
    const strange = { ...guest, organizations: [{ id: 'nightjar', role: 'admin' as const }] };
    const label = { ...hidden, owner: { type: 'organization', id: 'nightjar' } as const };
    expect(may(strange, 'read', [label]).allowed).toBe(false);
  });
});

describe('levels', () => {
  it('the first level with a decision wins: a user row beats the team and the audience', () => {
    const rows = [row('user:ada', 'allow'), row('team:street-team', 'deny')];
    expect(may(someone, 'read', [hidden], ...rows).reason).toMatchObject({ level: 'user' });
    expect(may(someone, 'read', [hidden], row('static:authenticated', 'allow'), rows[1]!)).toEqual({
      allowed: false,
      reason: expect.objectContaining({ level: 'team' }),
    });
  });

  it('inside a level deny beats allow', () => {
    const two = { ...someone, teamIds: ['a', 'b'] };
    const rows = [row('team:a', 'allow'), row('team:b', 'deny')];
    expect(may(two, 'read', [workspace], ...rows).allowed).toBe(false);
  });

  it('an unset row decides nothing', () => {
    const rows = [row('user:ada', 'unset'), row('team:street-team', 'allow')];
    expect(may(someone, 'read', [hidden], ...rows).reason).toMatchObject({ level: 'team' });
  });

  it('rows for other people and other things are ignored', () => {
    const other = { ...workspace, id: 'elsewhere' };
    const rows = [row('user:eve', 'allow', 'admin'), row('user:ada', 'allow', 'admin', other)];
    expect(may(someone, 'read', [hidden], ...rows).allowed).toBe(false);
  });
});

describe('audiences', () => {
  it('guest means nobody signed in, and only that', () => {
    const rows = [row('static:guest', 'allow')];
    expect(may(guest, 'read', [hidden], ...rows).allowed).toBe(true);
    expect(may(someone, 'read', [hidden], ...rows).allowed).toBe(false);
  });

  it('a follower sees a followers-only thing; a stranger and a guest do not', () => {
    const rows = [row('static:follower', 'allow')];
    expect(may({ ...someone, follows: true }, 'read', [hidden], ...rows).allowed).toBe(true);
    expect(may(someone, 'read', [hidden], ...rows).allowed).toBe(false);
    expect(may({ ...guest, follows: true }, 'read', [hidden], ...rows).allowed).toBe(false);
  });

  it('a subscriber counts as subscriber and as signed in', () => {
    const fan = { ...someone, subscribes: true };
    expect(may(fan, 'read', [hidden], row('static:subscriber', 'allow')).allowed).toBe(true);
    expect(may(fan, 'read', [hidden], row('static:authenticated', 'allow')).allowed).toBe(true);
  });
});

describe('implications', () => {
  it('a grant on a stronger action grants the weaker, never the other way round', () => {
    expect(may(someone, 'read', [hidden], row('user:ada', 'allow', 'write')).allowed).toBe(true);
    expect(may(someone, 'delete', [hidden], row('user:ada', 'allow', 'write')).allowed).toBe(false);
  });

  it('a deny on a weaker action refuses the stronger', () => {
    const rows = [row('user:ada', 'allow', 'admin'), row('user:ada', 'deny', 'read')];
    expect(may(someone, 'write', [workspace], ...rows).allowed).toBe(false);
  });

  it('admin implies actions that the registry adds later', () => {
    expect(may(someone, 'comment', [hidden], row('user:ada', 'allow', 'admin')).allowed).toBe(true);
    expect(may(someone, 'comment', [hidden], row('user:ada', 'allow', 'write')).allowed).toBe(
      false,
    );
    expect(may(someone, 'read', [hidden], row('user:ada', 'allow', 'comment')).allowed).toBe(false);
  });

  it('a deny on such an action takes away that action alone', () => {
    const rows = [row('user:ada', 'allow', 'admin'), row('user:ada', 'deny', 'comment')];
    expect(may(someone, 'comment', [hidden], ...rows).allowed).toBe(false);
    expect(may(someone, 'admin', [hidden], ...rows).allowed).toBe(true);
  });

  it('the tables say the same in words for queries', () => {
    expect(impliedBy('write')).toEqual(['write', 'delete', 'admin']);
    expect(deniedBy('write')).toEqual(['read', 'write']);
    expect(impliedBy('comment')).toEqual(['comment', 'admin']);
    expect(deniedBy('comment')).toEqual(['comment']);
    expect(relevantTo('read')).toEqual(['read', 'write', 'delete', 'admin']);
  });
});

describe('inheritance and defaults', () => {
  const organization: ObjectFacts = { type: 'organization', id: 'nightjar', owner: null };

  it('without a decision the parent is asked, up to the organization', () => {
    const rows = [row('team:street-team', 'allow', 'write', organization)];
    const decision = may(someone, 'write', [resource, hidden, organization], ...rows);
    expect(decision).toMatchObject({
      allowed: true,
      reason: { rule: 'row', object: { type: 'organization' }, inherited: true },
    });
  });

  it('a decision on the thing itself beats every parent', () => {
    const rows = [
      row('static:authenticated', 'deny', 'read', resource),
      row('user:ada', 'allow', 'admin', workspace),
    ];
    expect(may(someone, 'read', [resource, workspace], ...rows).allowed).toBe(false);
  });

  it("reading follows the workspace's visibility; nothing else does", () => {
    expect(may(guest, 'read', [resource, workspace]).allowed).toBe(true);
    expect(may(guest, 'read', [resource, hidden]).allowed).toBe(false);
    expect(may(guest, 'write', [resource, workspace]).reason).toEqual({ rule: 'default' });
  });

  it("a person's status or collection outside any workspace is public", () => {
    expect(may(guest, 'read', [resource]).reason).toEqual({
      rule: 'visibility',
      visibility: 'public',
      workspaceId: null,
    });
  });

  it('an organization itself is never public', () => {
    expect(may(someone, 'read', [organization]).allowed).toBe(false);
  });
});

describe('explain', () => {
  it('says who decided, in one sentence', () => {
    expect(explain(may(someone, 'read', [hidden]))).toBe('Denied: this workspace is private.');
    expect(
      explain(may(someone, 'read', [resource, hidden], row('team:street-team', 'allow'))),
    ).toBe('Allowed: your team may see the workspace this belongs to.');
    expect(explain(may(guest, 'read', [workspace], row('static:guest', 'deny')))).toBe(
      'Denied: people who are not signed in may not see this workspace.',
    );
    expect(explain(may({ ...someone, userId: 'owner' }, 'read', [workspace]))).toBe(
      'Allowed: you own this workspace.',
    );
    for (const [action, verb] of [
      ['write', 'edit'],
      ['admin', 'administer'],
      ['comment', 'comment on'],
      ['remix', 'use “remix” on'],
    ] as const) {
      const denied = row(`user:${someone.userId}`, 'deny', action);
      expect(explain(may(someone, action, [workspace], denied))).toBe(
        `Denied: you may not ${verb} this workspace.`,
      );
    }
  });
});
