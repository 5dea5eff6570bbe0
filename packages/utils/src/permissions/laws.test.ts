import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectFacts, PermissionRow, Question, Subject } from './index.ts';
import { decide, ladder } from './index.ts';

/*
 * The oracle: the five rules read off the design document, written as slowly as possible and
 * without a line of the implementation: implications as an explicit closure over pairs, levels
 * by recursion, subjects by asking each row whether it means this person.
 */
const implies: [string, string][] = [
  ['admin', 'delete'],
  ['delete', 'write'],
  ['write', 'read'],
];
function reaches(strong: string, weak: string): boolean {
  if (strong === weak) return true;
  return implies.some(([from, to]) => from === strong && reaches(to, weak));
}
const known = ['read', 'write', 'delete', 'admin'];
function allows(rowAction: string, asked: string) {
  return reaches(rowAction, asked) || rowAction === 'admin';
}
function refuses(rowAction: string, asked: string) {
  if (!known.includes(rowAction) || !known.includes(asked)) return rowAction === asked;
  return reaches(asked, rowAction);
}
function means(row: PermissionRow, who: Subject): boolean {
  const id = row.subjectId;
  if (row.subjectType === 'static' && id === 'guest') return who.userId === null;
  if (who.userId === null) return false;
  if (row.subjectType === 'user') return who.userId === id;
  if (row.subjectType === 'team') return who.teamIds.indexOf(id) >= 0;
  if (row.subjectType === 'organization') return who.organizations.some((o) => o.id === id);
  if (id === 'authenticated') return true;
  if (id === 'follower') return who.follows === true;
  if (id === 'subscriber') return who.subscribes === true;
  return false;
}
function owns(who: Subject, object: ObjectFacts): boolean {
  if (who.userId === null) return false;
  const administers = (id: string) =>
    who.organizations.filter((o) => o.role === 'admin').some((o) => o.id === id);
  if (object.type === 'organization') return administers(object.id);
  if (object.owner === null) return false;
  if (object.owner.type === 'user') return object.owner.id === who.userId;
  if (object.owner.type === 'organization') return administers(object.owner.id);
  return false;
}
function oracle(q: Question, depth = 0): boolean {
  const object = q.chain[depth];
  if (!object) {
    if (q.action !== 'read') return false;
    if (q.chain[0].type === 'organization') return false;
    for (const link of q.chain) {
      if (link.type === 'workspace') return link.visibility === 'public';
    }
    return true;
  }
  if (owns(q.subject, object)) return true;
  for (const level of ['user', 'team', 'organization', 'static']) {
    let allow = false;
    let deny = false;
    for (const row of q.rows) {
      if (row.objectType + row.objectId !== object.type + object.id) continue;
      if (row.subjectType !== level || !means(row, q.subject)) continue;
      if (row.value === 'allow' && allows(row.action, q.action)) allow = true;
      if (row.value === 'deny' && refuses(row.action, q.action)) deny = true;
    }
    if (deny) return false;
    if (allow) return true;
  }
  return oracle(q, depth + 1);
}

/* Worlds small enough that rows collide all the time. */
const users = ['u1', 'u2'];
const teams = ['t1', 't2', 't3'];
const organizations = ['o1', 'o2'];
const actions = [...ladder, 'comment', 'pin'];
const pick = <T>(...values: T[]) => fc.constantFrom(...values);

const subject: fc.Arbitrary<Subject> = fc.record({
  userId: fc.option(pick(...users), { freq: 4 }),
  teamIds: fc.subarray(teams),
  organizations: fc.uniqueArray(
    fc.record({ id: pick(...organizations), role: pick<'admin' | 'member'>('admin', 'member') }),
    { selector: (o) => o.id, maxLength: 2 },
  ),
  follows: fc.boolean(),
  subscribes: fc.boolean(),
});
const asset = (type: 'resource' | 'collection') =>
  fc.record({
    type: fc.constant(type),
    id: fc.constant('x'),
    owner: fc.oneof(
      fc.record({ type: fc.constant('user' as const), id: pick(...users) }),
      fc.record({ type: fc.constant('organization' as const), id: pick(...organizations) }),
      fc.record({ type: fc.constant('workspace' as const), id: fc.constant('w') }),
    ),
  });
const workspace = fc.record({
  type: fc.constant('workspace' as const),
  id: fc.constant('w'),
  owner: fc.oneof(
    fc.record({ type: fc.constant('user' as const), id: pick(...users) }),
    fc.record({ type: fc.constant('organization' as const), id: pick(...organizations) }),
  ),
  visibility: pick<'public' | 'private'>('public', 'private'),
});
const organization: fc.Arbitrary<ObjectFacts> = fc.record({
  type: fc.constant('organization' as const),
  id: pick(...organizations),
  owner: fc.constant(null),
});
const chain: fc.Arbitrary<Question['chain']> = fc
  .tuple(
    fc.option(fc.oneof(asset('resource'), asset('collection'))),
    fc.option(workspace, { freq: 6 }),
    fc.option(organization),
  )
  .map((links) => links.filter((link) => link !== null) as ObjectFacts[])
  .filter((links) => links.length > 0)
  .map((links) => links as [ObjectFacts, ...ObjectFacts[]]);
const permission: fc.Arbitrary<PermissionRow> = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constant('user' as const), pick(...users)),
      fc.tuple(fc.constant('team' as const), pick(...teams)),
      fc.tuple(fc.constant('organization' as const), pick(...organizations)),
      fc.tuple(
        fc.constant('static' as const),
        pick('guest', 'authenticated', 'follower', 'subscriber'),
      ),
    ),
    fc.oneof(
      pick(['resource', 'x'] as const, ['collection', 'x'] as const, ['workspace', 'w'] as const),
      fc.tuple(fc.constant('organization' as const), pick(...organizations)),
    ),
    pick(...actions),
    pick<PermissionRow['value']>('allow', 'deny', 'unset'),
  )
  .map(([[subjectType, subjectId], [objectType, objectId], action, value]) => ({
    subjectType,
    subjectId,
    objectType,
    objectId,
    action,
    value,
  }));
const world = fc.record({
  subject,
  chain,
  action: pick(...actions),
  rows: fc.array(permission, { maxLength: 14 }),
});
const always = (check: (q: Question) => void) =>
  fc.assert(
    fc.property(world, (q) => void check(q)),
    { numRuns: 3000 },
  );

describe('laws of permission', () => {
  it('the merger answers what the brute-force oracle answers', () => {
    always((q) => expect(decide(q).allowed).toBe(oracle(q)));
  });

  it('whoever may do the stronger may do the weaker', () => {
    always((q) => {
      const verdicts = ladder.map((action) => decide({ ...q, action }).allowed);
      for (let i = 1; i < verdicts.length; i++) {
        if (verdicts[i]) expect(verdicts[i - 1]).toBe(true);
      }
    });
  });

  it('adding a deny never allows; adding an allow never denies', () => {
    fc.assert(
      fc.property(world, permission, (q, extra) => {
        const before = decide(q).allowed;
        const denied = decide({ ...q, rows: [...q.rows, { ...extra, value: 'deny' }] }).allowed;
        const allowed = decide({ ...q, rows: [...q.rows, { ...extra, value: 'allow' }] }).allowed;
        if (!before) expect(denied).toBe(false);
        if (before) expect(allowed).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('the order of rows, their repetition and unset rows change nothing', () => {
    always((q) => {
      const noise = q.rows.map((row) => ({ ...row, value: 'unset' as const }));
      const shuffled = [...q.rows, ...noise, ...q.rows].reverse();
      expect(decide({ ...q, rows: shuffled }).allowed).toBe(decide(q).allowed);
    });
  });

  it('the reason names a row that was given, about this chain, and agrees with the verdict', () => {
    always((q) => {
      const { allowed, reason } = decide(q);
      if (reason.rule === 'row') {
        expect(q.rows).toContain(reason.row);
        expect(q.chain.some((o) => o.id === reason.row.objectId)).toBe(true);
        expect(reason.row.value).toBe(allowed ? 'allow' : 'deny');
      }
      if (reason.rule === 'owner') expect(allowed).toBe(true);
      if (reason.rule === 'default') expect(allowed).toBe(false);
    });
  });
});
