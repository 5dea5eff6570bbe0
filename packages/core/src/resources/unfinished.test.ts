/** What the front page says is unfinished: found wherever the person may write, and nowhere else. */
import {
  newId,
  organizationMembers,
  organizations,
  permissions,
  resources as table,
  teams,
  teamUsers,
  workspaces,
  type Workspace,
} from '@vesta-cx/db';
import { decide } from '@vesta-cx/utils/permissions';
import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { minute, now, insertResources } from '../../test/insert-resources.ts';
import { guest } from '../kernel/index.ts';
import { questionOf } from '../permissions/index.ts';
import * as resources from './index.ts';

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
const newestFirst = (ids: string[]) => ids.toSorted().reverse();

it('drafts of all workspaces, however many, come newest first with one’s own statuses', async () => {
  const [ada, emil] = [await person(), await person()];
  const homes: Workspace[] = [];
  for (let i = 0; i < 7; i += 1) homes.push(await workspace(ada));
  const drafts: string[] = [];
  for (const home of homes) {
    // Published ones and those to come are not unfinished.
    const rows = [{ publishedAt: null }, {}, { publishedAt: new Date(now.getTime() + minute) }];
    drafts.push((await insertResources(home, rows))[0]!);
  }
  drafts.push((await insertResources(homes[0]!, [{ publishedAt: null, status: 'UNLISTED' }]))[0]!);
  const status = { type: 'status', excerpt: 'Half a thought', publishedAt: null } as never;
  drafts.push((await resources.createStatus(db, ada, status)).id);
  await insertResources(await workspace(emil), [{ publishedAt: null }]);

  const found = await resources.unfinished(db, ada, 100);
  expect(idsOf(found)).toEqual(newestFirst(drafts));
  expect(found[0]).toMatchObject({ workspace: null, excerpt: 'Half a thought' });
  expect(found.at(-1)!.workspace).toMatchObject({ slug: homes[0]!.slug });
  expect(idsOf(await resources.unfinished(db, ada, 3))).toEqual(newestFirst(drafts).slice(0, 3));
  await expect(resources.unfinished(db, guest, 3)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

it('what somebody was given by name, through a team or an organization is found as the rules say', async () => {
  const [ada, emil] = [await person(), await person()];
  const organizationId = `org_test_${newId()}`;
  await db.insert(organizations).values({ workosOrgId: organizationId, name: 'Label' });
  const role = 'member' as const;
  await db.insert(organizationMembers).values({ organizationId, userId: emil.userId, role });
  const team = { id: newId(), organizationId, name: 'Desk', ownerId: ada.userId };
  await db.insert(teams).values(team);
  await db.insert(teamUsers).values({ teamId: team.id, userId: emil.userId });

  const homes = [await workspace(ada), await workspace(ada), await workspace(ada)];
  await db
    .update(workspaces)
    .set({ ownerType: 'organization', ownerId: organizationId })
    .where(inArray(workspaces.id, [homes[2]!.id]));
  homes[2] = { ...homes[2]!, ownerType: 'organization', ownerId: organizationId };
  const ids: string[] = [];
  for (const home of homes)
    ids.push(...(await insertResources(home, [{ publishedAt: null }, { publishedAt: null }])));

  const row = fc.record({
    value: fc.constantFrom('allow' as const, 'deny' as const),
    subject: fc.constantFrom(
      ['user', emil.userId] as const,
      ['team', team.id] as const,
      ['organization', organizationId] as const,
    ),
    object: fc.constantFrom(
      ...homes.map(({ id }) => ['workspace', id] as const),
      ['organization', organizationId] as const,
      ['resource', ids[0]!] as const,
      ['resource', ids[5]!] as const,
    ),
    action: fc.constantFrom('read', 'write', 'delete', 'admin'),
  });
  const rows = fc.uniqueArray(row, {
    maxLength: 8,
    selector: ({ subject, object, action }) => [...subject, ...object, action].join(),
  });
  const objects = [...homes.map(({ id }) => id), organizationId, ...ids];
  await fc.assert(
    fc.asyncProperty(rows, async (rules) => {
      await db.delete(permissions).where(inArray(permissions.objectId, objects));
      for (const { value, subject, object, action } of rules) {
        await rule(value, subject[0], subject[1], object[0], object[1], action);
      }
      const expected: string[] = [];
      for (const draft of await db.select().from(table).where(inArray(table.id, ids))) {
        const home = homes.find(({ id }) => id === draft.workspaceId)!;
        const question = await questionOf(db, emil, 'write', resources.resourceChain(draft, home));
        if (decide(question).allowed) expected.push(draft.id);
      }
      const found = idsOf(await resources.unfinished(db, emil, 100));
      expect(found).toEqual(newestFirst(expected));
    }),
    { numRuns: 60 },
  );
});
