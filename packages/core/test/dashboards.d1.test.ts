/** What the dashboards of a large label cost: rows that D1 says it has read. */
import {
  apiKeys,
  auditEvents,
  collections as collectionTable,
  globalOrganizationId,
  newId,
  organizationMembers,
  permissions,
  searchEntries,
  teams as teamTable,
  teamUsers,
  users,
  workspaces as workspaceTable,
  type Workspace,
} from '@vesta-cx/db';
import {
  batch,
  rowsPerInsert,
  searchEntriesOf,
  searchKey,
  type AnyTable,
  type Database,
} from '@vesta-cx/db/query';
import { beforeAll, expect, it } from 'vitest';
import * as audit from '../src/audit-log/index.ts';
import * as collections from '../src/collections/index.ts';
import * as keys from '../src/keys/index.ts';
import { guest, type Person, type Principal } from '../src/kernel/index.ts';
import * as organizations from '../src/organizations/index.ts';
import * as access from '../src/access/index.ts';
import * as teams from '../src/teams/index.ts';
import { searchable } from '../src/users/searchable.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { db, workspace } from './make.ts';
import { metered } from './metered.d1.ts';
import { organization, team } from './teams.ts';

const many = 1500;
const numbers = Array.from({ length: many }, (_, n) => String(n).padStart(4, '0'));

let organizationId: string;
let boss: Person;
/** Writes for the label through fifty teams. */
let colleague: Person;
let home: Workspace;
let teamId: string;

beforeAll(async () => {
  ({ id: organizationId, boss, colleague } = await organization());
  const ownerType = 'organization' as const;
  home = await workspace(boss, { ownerType, ownerId: organizationId });
  teamId = (await team(organizationId, boss)).id;
  const people = numbers.map((n) => ({
    workosUserId: `user_many_${n}`,
    handle: `many-${n}`,
    email: `many-${n}@example.com`,
    displayName: `Member ${n}`,
    searchKey: `member ${n}`,
    organizationId: globalOrganizationId,
  }));
  const teamRows = numbers.map((n) => ({
    id: newId(),
    organizationId,
    name: `Team ${n}`,
    searchKey: `team ${n}`,
    ownerId: boss.userId,
  }));
  const artists = numbers.map((n) => ({
    id: newId(),
    name: `Artist ${n}`,
    searchKey: searchKey(`Artist ${n}`),
    slug: `artist-${n}`,
    ownerType,
    ownerId: organizationId,
    visibility: 'private' as const,
    guestReadable: false,
  }));
  await insert(users, people);
  await insert(
    searchEntries,
    people.flatMap((one) => searchEntriesOf(searchable(one))),
  );
  await insert(
    organizationMembers,
    people.map(({ workosUserId: userId }) => ({ organizationId, userId, role: 'member' })),
  );
  await insert(teamTable, teamRows);
  const fifty = teamRows.slice(0, 50);
  await insert(
    teamUsers,
    fifty.map(({ id: teamId }) => ({ teamId, userId: colleague.userId })),
  );
  await insert(workspaceTable, artists);
  const rule = { objectType: 'workspace', action: 'write', value: 'allow' } as const;
  await insert(permissions, [
    ...teamRows.slice(0, 750).map(({ id: subjectId }) => ({
      ...rule,
      ...{ subjectType: 'team', subjectId, objectId: home.id },
    })),
    ...people.slice(0, 750).map(({ workosUserId: subjectId }) => ({
      ...rule,
      ...{ subjectType: 'user', subjectId, objectId: home.id },
    })),
    // Each of the fifty teams writes for artists of its own.
    ...artists.map(({ id: objectId }, n) => ({
      ...rule,
      ...{ subjectType: 'team', subjectId: fifty[n % 50]!.id, objectId },
    })),
  ]);
  await insert(
    collectionTable,
    artists.map(({ id: ownerId }, n) => ({
      ...{ ownerType: 'workspace', ownerId, type: 'manual', status: 'UNLISTED' },
      ...{
        name: `Playlist ${n}`,
        slug: 'playlist',
        searchKey: `playlist ${n}`,
        guestReadable: false,
      },
    })),
  );
  await insert(
    apiKeys,
    numbers.map((n) => ({
      ownerType: 'workspace',
      ownerId: home.id,
      createdBy: boss.userId,
      name: `Key ${n}`,
      hash: `hash-${n}`,
      hint: n,
      scopes: ['workspaces:read'],
    })),
  );
  await insert(
    auditEvents,
    numbers.map((n) => ({
      organizationId,
      workspaceId: home.id,
      userId: people[Number(n)]!.workosUserId,
      means: 'session',
      action: 'workspace.update',
      objectType: 'workspace',
      objectId: home.id,
    })),
  );
});

async function insert(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  for (let i = 0; i < rows.length; i += size * 50) {
    await batch(db, (q) => {
      const statements = [];
      for (let j = i; j < Math.min(rows.length, i + size * 50); j += size) {
        statements.push(q.insert(table).values(rows.slice(j, j + size) as never));
      }
      return statements;
    });
  }
}

type Paged = { items: unknown[]; next: string | null };
type List = (on: Database, slice: { limit: number; cursor?: string }) => Promise<Paged>;

const governed = () => organizations.authorize(db, boss, organizationId, 'admin');
const thing = () => access.authorize(db, boss, { type: 'workspace', id: home.id }, 'admin');
const own = () => workspaces.authorize(db, boss, home.id, 'admin');
const administered = () => teams.authorize(db, boss, teamId, 'admin');

const lists: [string, number, List][] = [
  ['the rules of a workspace', 300, async (on, slice) => access.list(on, await thing(), slice)],
  ['its log', 200, async (on, slice) => audit.list(on, audit.ofWorkspace(await own()), {}, slice)],
  [
    'the log of the label',
    200,
    async (on, slice) => audit.list(on, audit.ofOrganization(await governed()), {}, slice),
  ],
  ['its members', 150, async (on, slice) => organizations.members(on, await governed(), slice)],
  ['its teams', 60, async (on, slice) => teams.list(on, await governed(), slice)],
  [
    'the keys of a workspace',
    300,
    (on, slice) =>
      keys.list(on, boss, { ...slice, ownerType: 'workspace' as const, ownerId: home.id }),
  ],
];

/** Fails when one of the first three pages isn't full, or reads as many rows as `most`. */
async function expectPages(most: number, limit: number, list: List): Promise<void> {
  let cursor: string | undefined;
  for (let page = 1; page <= 3; page += 1) {
    const meter = metered();
    const { items, next } = await list(meter.db, { limit, ...(cursor && { cursor }) });
    expect(items).toHaveLength(limit);
    expect(meter.rowsRead(), `page ${page}`).toBeLessThan(most);
    cursor = next!;
  }
}

it.each(lists)('a page of %s reads less than %i rows', (_, most, list) =>
  expectPages(most, 50, list),
);

it.each([
  ['of the boss', () => boss, 300],
  ['of somebody in fifty teams', () => colleague, 6000],
])('a page of whom one may act as %s', (_, who, most) =>
  expectPages(most, 24, (on, slice) => workspaces.list(on, who(), { ...slice, access: 'write' })),
);

it.each([
  // Several rows for each workspace that they can have some in: it follows what they have.
  ['of the boss', () => boss, 12_000],
  ['of somebody in fifty teams', () => colleague, 18_000],
])('a page of the collections that one may edit %s', (_, who, most) =>
  expectPages(most, 24, (on, slice) => collections.list(on, who(), { ...slice, access: 'write' })),
);

it.each([
  ['a guest', (): Principal => guest, 10],
  ['the boss', (): Principal => boss, 300],
  ['somebody in fifty teams', (): Principal => colleague, 6000],
])('a page of what the label owns, to %s', async (_, who, most) => {
  const owner = { type: 'organization' as const, id: organizationId };
  let cursor: string | undefined;
  for (let page = 1; page <= 3; page += 1) {
    const meter = metered();
    const slice = { limit: 12, owner, ...(cursor && { cursor }) };
    const { items, next } = await workspaces.list(meter.db, who(), slice);
    expect(meter.rowsRead(), `page ${page}`).toBeLessThan(most);
    // To guests all but one of them are closed.
    expect(items).toHaveLength(who() === guest ? 1 : 12);
    if (!next) return;
    cursor = next;
  }
});

it('where a thing inherits from costs what is shown', async () => {
  const meter = metered();
  const { parents } = await access.sources(meter.db, await thing());
  expect(parents).toHaveLength(1);
  expect(meter.rowsRead()).toBeLessThan(50);
});

it('what somebody may do, and why, costs what is said', async () => {
  const meter = metered();
  const object = await thing();
  const viewer = { type: 'user', id: colleague.userId } as const;
  const told = await access.explain(meter.db, object, viewer);
  expect(told.find(({ action }) => action === 'write')).toMatchObject({ allowed: true });
  expect(meter.rowsRead()).toBeLessThan(600);
});

it('any member is found by name among very many, and among very many people of that name', async () => {
  for (const [q, handles] of [
    ['member 0003', ['many-0003']],
    ['member 1499', ['many-1499']],
    ['Member 14', numbers.slice(1400, 1420).map((n) => `many-${n}`)],
    ['nobody', []],
  ] as const) {
    const meter = metered();
    const { people, more } = await teams.candidates(meter.db, await administered(), {
      limit: 20,
      q,
    });
    expect(people.map(({ handle }) => handle)).toEqual(handles);
    expect(more).toBe(handles.length === 20);
    expect(meter.rowsRead()).toBeLessThan(4500);
  }
});
