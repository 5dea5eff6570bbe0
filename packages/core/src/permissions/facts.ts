/** Fetches what one decision needs in one query, whatever the depth of the object. */
import {
  engagements,
  organizationMembers,
  permissions,
  teamUsers,
  type Workspace,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import {
  guest,
  type Action,
  type Audience,
  type Level,
  type ObjectFacts,
  type PermissionRow,
  type Question,
  type Subject,
} from '@vesta-cx/utils/permissions';
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';

/** An object and its parents, nearest first. */
export type Chain = readonly [ObjectFacts, ...ObjectFacts[]];

/** The chain of a workspace: itself, then the organization that owns it. */
export function workspaceChain(workspace: Workspace): Chain {
  const own: ObjectFacts = {
    type: 'workspace',
    id: workspace.id,
    owner: { type: workspace.ownerType, id: workspace.ownerId },
    visibility: workspace.visibility,
  };
  return workspace.ownerType === 'organization'
    ? [own, { type: 'organization', id: workspace.ownerId, owner: null }]
    : [own];
}

/**
 * Everything the pure merger asks for: who the principal is, and the rows about the chain. One
 * statement, and one seek in the unique index for each thing that the principal is and each object
 * of the chain, however many rows there are about either.
 */
export async function questionOf(
  db: Database,
  { userId }: Principal,
  action: Action,
  chain: Chain,
): Promise<Question> {
  const objects = chain.map(({ type, id }) => sql`select ${word(type)} as type, ${id} as id`);
  const found = await db
    .select({
      level: sql<PermissionRow['subjectType']>`subjects.level`,
      name: sql<string>`subjects.name`,
      role: sql<Membership['role'] | null>`subjects.role`,
      row: columns,
    })
    .from(sql`(${userId === null ? guestAlone : everythingOf(userId, actorOf(chain))}) as subjects`)
    .crossJoin(sql`(${sql.join(objects, sql` union all `)}) as objects`)
    .leftJoin(
      permissions,
      and(
        eq(permissions.subjectType, sql`subjects.level`),
        eq(permissions.subjectId, sql`subjects.name`),
        eq(permissions.objectType, sql`objects.type`),
        eq(permissions.objectId, sql`objects.id`),
      ),
    );

  const rows = found.flatMap(({ row }) => row ?? []);
  if (userId === null) return { subject: guest, action, chain, rows };
  // Each is there once for every object of the chain.
  const named = new Map(found.map((one) => [`${one.level} ${one.name}`, one]));
  const are = (level: Level) => [...named.values()].filter((one) => one.level === level);
  const audiences = are('static').map(({ name }) => name);
  const subject: Subject = {
    userId,
    teamIds: are('team').map(({ name }) => name),
    organizations: are('organization').map(({ name, role }) => ({ id: name, role: role! })),
    follows: audiences.includes('follower' satisfies Audience),
    subscribes: audiences.includes('subscriber' satisfies Audience),
  };
  return { subject, action, chain, rows };
}

const columns = {
  id: permissions.id,
  subjectType: permissions.subjectType,
  subjectId: permissions.subjectId,
  objectType: permissions.objectType,
  objectId: permissions.objectId,
  action: permissions.action,
  value: permissions.value,
} satisfies Record<keyof PermissionRow, unknown>;

type Membership = Subject['organizations'][number];

const guestAlone = sql`select 'static' as level, 'guest' as name, null as role`;

/** All that a rule can name to mean the person: in SQL what `subjectKeys` says. */
const everythingOf = (userId: string, actor: ReturnType<typeof actorOf>): SQL => sql`
  select 'user' as level, ${userId} as name, null as role
  union all select 'static', 'authenticated', null
  union all select 'team', ${teamUsers.teamId}, null
    from ${teamUsers} where ${teamUsers.userId} = ${userId}
  union all select 'organization', ${organizationMembers.organizationId}, ${organizationMembers.role}
    from ${organizationMembers} where ${organizationMembers.userId} = ${userId}
  union all select 'static',
      case ${engagements.action} when 'follow' then 'follower' else 'subscriber' end, null
    from ${engagements}
    where ${and(
      eq(engagements.subjectType, 'user'),
      eq(engagements.subjectId, userId),
      inArray(engagements.action, ['follow', 'subscribe']),
      eq(engagements.objectType, actor.type),
      eq(engagements.objectId, actor.id),
      eq(engagements.occurrence, ''),
    )}`;

/** One of the names of the rules as a literal: never input. */
const word = (name: ObjectFacts['type']): SQL => sql.raw(`'${name}'`);

/** Returns whose followers count: the workspace of the chain or, without one, the person who owns it. */
function actorOf(chain: Chain): { type: 'workspace' | 'user'; id: string } {
  const workspace = chain.find(({ type }) => type === 'workspace');
  return workspace
    ? { type: 'workspace', id: workspace.id }
    : { type: 'user', id: chain[0].owner?.id ?? '' };
}
