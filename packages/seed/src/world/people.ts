/** People, organizations, teams, workspaces and permissions of a large world. */
import { searchKey } from '@vesta-cx/db/query';
import { globalOrganizationId } from '@vesta-cx/db';
import type { SeedBatch, SeedRow } from '../rows.ts';
import { actions } from '../scene/access.ts';
import { day, epoch, flag, type Plan } from './plan.ts';
import { actName, personName, pick, sentence, slugOf } from './generated-text.ts';

const membersEach = 5;
const palette = ['#1f6f78', '#c8553d', '#5b7db1', '#6a8d3f', '#a23b72', '#3d5afe', '#e0a100'];

export function* people(plan: Plan): Generator<SeedBatch> {
  const start = new Date(epoch - 1101 * day);
  const times = { createdAt: start, updatedAt: start };
  const blank = { avatarUrl: null, bannerUrl: null, theme: null };
  const organizations: SeedRow<'organizations'>[] = [
    { workosOrgId: globalOrganizationId, name: 'vesta', ...blank, ...times },
  ];
  for (let o = 0; o < plan.organizations; o++) {
    const name = `${actName(plan.chance('team', o))} House`;
    organizations.push({ workosOrgId: plan.organizationId(o), name, ...blank, ...times });
  }
  yield { table: 'organizations', rows: organizations };
  yield {
    table: 'permissionActions',
    rows: actions.map((action) => ({ ...action, ...times })),
  };
  yield* inBatches('users', plan.users, (u) => person(plan, u));
  yield* inBatches('userHandles', plan.users, (u) => {
    const { handle, workosUserId, createdAt } = person(plan, u);
    return { handle, userId: workosUserId, createdAt };
  });
  const members = plan.organizations * membersEach;
  const addedAt = new Date(epoch - 540 * day);
  yield* inBatches('organizationMembers', members, (m) => ({
    organizationId: plan.organizationId(Math.floor(m / membersEach)),
    userId: plan.userId(m % plan.users),
    role: m % membersEach === 0 ? ('admin' as const) : ('member' as const),
    createdAt: addedAt,
  }));
  yield* inBatches('teams', plan.organizations, (o) => ({
    id: plan.teamId(o),
    organizationId: plan.organizationId(o),
    name: 'Release desk',
    searchKey: 'release desk',
    ownerId: plan.userId((o * membersEach) % plan.users),
    createdAt: addedAt,
    updatedAt: addedAt,
  }));
  yield* inBatches('teamUsers', plan.organizations * 3, (t) => ({
    teamId: plan.teamId(Math.floor(t / 3)),
    userId: plan.userId((Math.floor(t / 3) * membersEach + 1 + (t % 3)) % plan.users),
    addedAt,
    createdAt: addedAt,
  }));
}

function person(plan: Plan, u: number): SeedRow<'users'> {
  const chance = plan.chance('permission', u);
  const name = personName(chance);
  const handle = `${slugOf(name)}-${u.toString(36)}`;
  const createdAt = new Date(plan.userSince(u));
  const organization = Math.floor(u / membersEach);
  return {
    workosUserId: plan.userId(u),
    handle,
    email: `${handle}@example.net`,
    displayName: name,
    bio: sentence(chance),
    avatarUrl: null,
    searchKey: searchKey(name),
    organizationId:
      organization < plan.organizations ? plan.organizationId(organization) : globalOrganizationId,
    createdAt,
    updatedAt: createdAt,
  };
}

export const workspaceSlug = (plan: Plan, w: number) =>
  `${slugOf(actName(plan.chance('workspace', w)))}-${w.toString(36)}`;

export function* workspaces(plan: Plan): Generator<SeedBatch> {
  yield* inBatches('workspaces', plan.scale, (w) => {
    const chance = plan.chance('workspace', w);
    const name = actName(chance);
    const createdAt = new Date(plan.workspaceSince(w));
    const hidden = plan.isPrivate(w);
    return {
      id: plan.workspaceId(w),
      name,
      slug: workspaceSlug(plan, w),
      description: `${sentence(chance)} ${sentence(chance)}`,
      ...plan.ownerOf(w),
      avatarUrl: null,
      bannerUrl: null,
      theme: { accent: pick(chance, palette) },
      visibility: hidden ? ('private' as const) : ('public' as const),
      guestReadable: !hidden,
      circle: null,
      searchKey: searchKey(name),
      version: 1,
      createdAt,
      updatedAt: createdAt,
    };
  });
  yield* inBatches('workspaceSlugs', plan.scale, (w) => ({
    slug: workspaceSlug(plan, w),
    workspaceId: plan.workspaceId(w),
    createdAt: new Date(plan.workspaceSince(w)),
  }));
}

type Rule = [
  subject: SeedRow<'permissions'>['subjectType'],
  subjectId: string,
  object: 'workspace' | 'resource',
  objectId: string,
  action: string,
  value?: 'deny',
];

/** Rows about resources come after the resources. */
export function* permissions(plan: Plan): Generator<SeedBatch> {
  let p = 0;
  let rows: SeedRow<'permissions'>[] = [];
  for (const [subjectType, subjectId, objectType, objectId, action, value] of rules(plan)) {
    const at = new Date(epoch - 200 * day + p);
    const id = plan.permissionId(p++);
    rows.push({
      ...{ id, subjectType, subjectId, objectType, objectId, action },
      value: value ?? 'allow',
      createdAt: at,
      updatedAt: at,
    });
    if (rows.length >= 2000) {
      yield { table: 'permissions', rows };
      rows = [];
    }
  }
  if (rows.length > 0) yield { table: 'permissions', rows };
}

function* rules(plan: Plan): Generator<Rule> {
  // The second workspace has a thousand rows: many hands, none of them its owner's.
  const crowd = Math.min(1000, plan.users - 2);
  for (let i = 0; i < crowd; i++) {
    const action = ['read', 'comment', 'write'][i % 3]!;
    yield ['user', plan.userId(i + 2), 'workspace', plan.workspaceId(1), action];
  }
  for (let w = 2; w < plan.scale; w++) {
    const id = plan.workspaceId(w);
    if (plan.isPrivate(w)) {
      yield ['user', plan.userId((w * 7 + 1) % plan.users), 'workspace', id, 'read'];
      yield ['user', plan.userId((w * 11 + 3) % plan.users), 'workspace', id, 'write'];
    }
    if (plan.ownerOf(w).ownerType === 'organization') {
      yield ['team', plan.teamId(w % plan.organizations), 'workspace', id, 'write'];
    }
  }
  for (let r = 0; r < plan.firstStatus; r++) {
    if (plan.flags[r]! & flag.closed) {
      yield ['static', 'guest', 'resource', plan.resourceId(r), 'read', 'deny'];
    }
  }
}

function* inBatches<Name extends SeedBatch['table']>(
  table: Name,
  total: number,
  make: (index: number) => SeedRow<Name>,
): Generator<SeedBatch> {
  for (let from = 0; from < total; from += 2000) {
    const rows: SeedRow<Name>[] = [];
    for (let i = from; i < Math.min(total, from + 2000); i++) rows.push(make(i));
    yield { table, rows } as unknown as SeedBatch;
  }
}
