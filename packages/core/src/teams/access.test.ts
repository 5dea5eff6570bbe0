/** Joining and leaving a team changes what somebody may do at once, and rewrites no permission. */
import { permissions } from '@vesta-cx/db';
import { ladder, type LadderAction } from '@vesta-cx/utils/permissions';
import { eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { db, rule, workspace } from '../../test/make.ts';
import { allPermissions, membersOf, governed, organization, team } from '../../test/teams.ts';
import * as workspaces from '../workspaces/index.ts';
import * as teams from './index.ts';

const verdict = fc.constantFrom('allow' as const, 'deny' as const);
const given = fc.array(
  fc.record({
    nth: fc.nat(1),
    value: verdict,
    action: fc.constantFrom(...ladder),
    object: fc.constantFrom('workspace' as const, 'organization' as const),
  }),
  { minLength: 1, maxLength: 5 },
);
const steps = fc.array(fc.record({ nth: fc.nat(1), joins: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

it('after every step access is what the rules make of the teams one is in just now', async () => {
  const { id, boss, colleague } = await organization();
  const both = [await team(id, boss, 'Press'), await team(id, boss, 'Radio')];
  const home = await workspace(boss, {
    ownerType: 'organization',
    ownerId: id,
    visibility: 'private',
  });
  await fc.assert(
    fc.asyncProperty(given, steps, async (rows, walk) => {
      await db.delete(permissions).where(eq(permissions.subjectType, 'team'));
      const unique = new Map(rows.map((row) => [`${row.nth} ${row.object} ${row.action}`, row]));
      for (const { nth, value, action, object } of unique.values()) {
        const objectId = object === 'workspace' ? home.id : id;
        await rule(value, 'team', both[nth]!.id, object, objectId, action);
      }
      for (const nth of both) {
        for (const userId of await membersOf(nth)) {
          await teams.removeMember(db, await governed(boss, nth), userId);
        }
      }
      const before = await allPermissions();
      const inside = new Set<number>();
      for (const { nth, joins } of walk) {
        const proof = await governed(boss, both[nth]!);
        if (joins) await teams.addMember(db, proof, colleague.userId);
        else if (inside.has(nth)) await teams.removeMember(db, proof, colleague.userId);
        if (joins) inside.add(nth);
        else inside.delete(nth);
        const mine = [...unique.values()].filter((row) => inside.has(row.nth));
        expect(await workspaces.rights(db, colleague, home)).toEqual(expected(mine));
        const { items } = await workspaces.list(db, colleague, { limit: 10, access: 'write' });
        expect(items.map((item) => item.id)).toEqual(expected(mine).write ? [home.id] : []);
      }
      expect(await allPermissions()).toEqual(before);
    }),
    { numRuns: 15 },
  );
});

type Row = { value: 'allow' | 'deny'; action: LadderAction; object: 'workspace' | 'organization' };

/** The rules once more, in the plainest words: the workspace's rows, then the organization's. */
function expected(rows: Row[]): Record<LadderAction, boolean> {
  const strength = (action: LadderAction) => ['read', 'write', 'delete', 'admin'].indexOf(action);
  const says = (object: Row['object'], action: LadderAction) => {
    const here = rows.filter((row) => row.object === object);
    const denied = here.some(
      (row) => row.value === 'deny' && strength(row.action) <= strength(action),
    );
    const allowed = here.some(
      (row) => row.value === 'allow' && strength(row.action) >= strength(action),
    );
    return denied ? false : allowed ? true : undefined;
  };
  const may = (action: LadderAction) =>
    says('workspace', action) ?? says('organization', action) ?? false;
  return { read: may('read'), write: may('write'), delete: may('delete'), admin: may('admin') };
}
