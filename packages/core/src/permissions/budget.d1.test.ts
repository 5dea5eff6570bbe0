/** What permission costs where there is much of it: rows that D1 says it has read. */
import {
  engagements,
  newId,
  permissions,
  resources,
  teams,
  teamUsers,
  users,
  type Workspace,
} from '@vesta-cx/db';
import { batch, rowsPerInsert, type AnyTable, type Database } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { now, insertResources } from '../../test/insert-resources.ts';
import type { Person } from '../kernel/index.ts';
import * as cabinet from '../collections/index.ts';
import * as works from '../resources/index.ts';
import * as search from '../search/index.ts';
import * as homes from '../workspaces/index.ts';
import { profile } from '../pages/index.ts';
import { questionOf, refreshWorkspace, workspaceChain, type Chain } from './index.ts';

let stranger: Person;
let fan: Person;
let busy: Workspace;
let letters: Workspace;

async function insert(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  for (let i = 0; i < rows.length; i += size * 50) {
    await batch(db, (q: Database) => {
      const statements = [];
      for (let j = i; j < Math.min(rows.length, i + size * 50); j += size) {
        statements.push(q.insert(table).values(rows.slice(j, j + size) as never));
      }
      return statements;
    });
  }
}

/** That somebody follows a workspace. */
const follows = ({ userId }: Person, { id }: Workspace) => ({
  subjectType: 'user' as const,
  subjectId: userId,
  action: 'follow' as const,
  objectType: 'workspace' as const,
  objectId: id,
});

beforeAll(async () => {
  const ada = await person();
  [stranger, fan] = [await person(), await person()];
  busy = await workspace(ada);
  letters = await workspace(ada, { visibility: 'private' });
  const elsewhere = await workspace(ada, { visibility: 'private' });
  await insertResources(
    busy,
    Array.from({ length: 500 }, () => ({})),
  );
  // A thousand rows about one workspace, for half as many teams and as many people.
  await insert(
    permissions,
    Array.from({ length: 1000 }, (_, n) => ({
      subjectType: n % 2 ? 'team' : 'user',
      subjectId: `${n % 2 ? 'team' : 'user'}-${n}`,
      objectType: 'workspace',
      objectId: busy.id,
      action: 'read',
      value: 'allow',
    })),
  );
  const [someone] = await db.select().from(users).where(eq(users.workosUserId, ada.userId));
  const teamIds = Array.from({ length: 50 }, (_, n) => `team-${2 * n + 1}`);
  await insert(
    teams,
    teamIds.map((id) => ({
      id,
      name: id,
      organizationId: someone!.organizationId,
      ownerId: ada.userId,
    })),
  );
  await insert(
    teamUsers,
    [stranger, fan].flatMap(({ userId }) => teamIds.map((teamId) => ({ teamId, userId }))),
  );
  // Thousands of posts for followers only, of one whom the fan follows and of one whom nobody does.
  for (const home of [letters, elsewhere]) {
    await rule('allow', 'static', 'follower', 'workspace', home.id);
    await insertResources(
      home,
      Array.from({ length: 1500 }, () => ({})),
    );
    await batch(db, (q) => refreshWorkspace(q, home.id));
  }
  await insert(engagements, [follows(fan, letters)]);
});

// Each thing shown is asked about for each of the fifty teams: 3,400 rows as measured.
it('a page of 20 costs what it shows, whatever is hidden from the reader', async () => {
  for (const who of [stranger, fan]) {
    for (const which of [{}, { type: ['post', 'song'] as const }, { q: 'piece' }]) {
      const meter = metered();
      const page = await works.list(meter.db, who, { limit: 20, ...which }, now);
      expect(page.items).toHaveLength(20);
      expect(meter.rowsRead()).toBeLessThan(4000);
      const theirs = page.items.filter(({ workspaceId }) => workspaceId !== busy.id);
      if (who === stranger) expect(theirs).toEqual([]);
      else expect(theirs.every(({ workspaceId }) => workspaceId === letters.id)).toBe(true);
    }
  }
});

it('so do the other lists for somebody in fifty teams', async () => {
  const proof = await homes.authorize(db, stranger, busy.id, 'read');
  const lists: Record<string, (on: Database) => Promise<unknown>> = {
    'one workspace': (on) => works.list(on, stranger, { limit: 20, workspace: busy }, now),
    'its page': (on) => profile(on, stranger, proof, now),
    workspaces: (on) => homes.list(on, stranger, { limit: 20 }),
    'workspaces of mine': (on) => homes.list(on, stranger, { limit: 20, access: 'write' }),
    collections: (on) => cabinet.list(on, stranger, { limit: 20 }),
    search: (on) => search.find(on, stranger, { q: 'piece', limit: 8 }, now),
  };
  for (const [name, read] of Object.entries(lists)) {
    const meter = metered();
    await read(meter.db);
    expect(meter.rowsRead(), name).toBeLessThan(2000);
  }
});

it('a decision is one query, of a cost that depends on the person only', async () => {
  const home = workspaceChain({ ...busy, ownerType: 'organization', ownerId: 'org_anybody' });
  const [thing] = await db
    .select()
    .from(resources)
    .where(eq(resources.workspaceId, busy.id))
    .limit(1);
  const deep: Chain = [{ type: 'resource', id: thing!.id, owner: null }, ...home];
  for (const chain of [workspaceChain(busy), home, deep]) {
    const meter = metered();
    const question = await questionOf(meter.db, stranger, 'admin', chain);
    expect(question.subject.teamIds).toHaveLength(50);
    expect(meter.queries()).toBe(1);
    expect(meter.rowsRead()).toBeLessThan(400);
  }
});

it('being in many circles costs a few rows each', async () => {
  const ada = await person();
  const wide = await person();
  const made: Workspace[] = [];
  for (let n = 0; n < 60; n += 1) made.push(await workspace(ada, { visibility: 'private' }));
  for (const home of made) {
    await rule('allow', 'static', 'follower', 'workspace', home.id);
    await insertResources(
      home,
      Array.from({ length: 10 }, () => ({})),
    );
    await batch(db, (q) => refreshWorkspace(q, home.id));
  }
  await insert(
    engagements,
    made.map((home) => ({ ...follows(wide, home), id: newId() })),
  );
  const meter = metered();
  const page = await works.list(meter.db, wide, { limit: 20 }, now);
  expect(page.items).toHaveLength(20);
  expect(meter.rowsRead()).toBeLessThan(4000);
});
