/** Fetches what one decision needs in one round trip, whatever the depth of the object. */
import {
  engagements,
  organizationMembers,
  permissions,
  teamUsers,
  type Workspace,
} from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import {
  audiences,
  guest,
  relevantTo,
  type Action,
  type ObjectFacts,
  type PermissionRow,
  type Question,
  type Subject,
} from '@vesta-cx/utils/permissions';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
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

/** Everything the pure merger asks for: who the principal is, and the rows about the chain. */
export async function questionOf(
  db: Database,
  principal: Principal,
  action: Action,
  chain: Chain,
): Promise<Question> {
  const { userId } = principal;
  // Subject and object together in each branch: one seek in the unique index, whatever the planner
  // thinks of how many rows a subject such as `guest` has.
  const rowsOf = (subject: SQL) =>
    or(
      ...chain.map(({ type, id }) =>
        and(subject, eq(permissions.objectType, type), eq(permissions.objectId, id)),
      ),
    );
  const relevant = inArray(permissions.action, [...relevantTo(action)]);

  if (userId === null) {
    const rows = await db
      .select(columns)
      .from(permissions)
      .where(and(rowsOf(subjectIs('static', eq(permissions.subjectId, 'guest'))), relevant));
    return { subject: guest, action, chain, rows };
  }

  const actor = actorOf(chain);
  const [memberships, teams, relations, personal, team, organization, audience] = await batch(
    db,
    (q) => {
      const rows = (subject: SQL) =>
        q
          .select(columns)
          .from(permissions)
          .where(and(rowsOf(subject), relevant));
      return [
        q
          .select({ id: organizationMembers.organizationId, role: organizationMembers.role })
          .from(organizationMembers)
          .where(eq(organizationMembers.userId, userId)),
        q.select({ id: teamUsers.teamId }).from(teamUsers).where(eq(teamUsers.userId, userId)),
        q
          .select({ action: engagements.action })
          .from(engagements)
          .where(
            and(
              eq(engagements.subjectType, 'user'),
              eq(engagements.subjectId, userId),
              inArray(engagements.action, ['follow', 'subscribe']),
              eq(engagements.objectType, actor.type),
              eq(engagements.objectId, actor.id),
              eq(engagements.occurrence, ''),
            ),
          ),
        rows(subjectIs('user', eq(permissions.subjectId, userId))),
        rows(
          subjectIs(
            'team',
            inArray(
              permissions.subjectId,
              q
                .select({ id: teamUsers.teamId })
                .from(teamUsers)
                .where(eq(teamUsers.userId, userId)),
            ),
          ),
        ),
        rows(
          subjectIs(
            'organization',
            inArray(
              permissions.subjectId,
              q
                .select({ id: organizationMembers.organizationId })
                .from(organizationMembers)
                .where(eq(organizationMembers.userId, userId)),
            ),
          ),
        ),
        rows(subjectIs('static', inArray(permissions.subjectId, [...audiences]))),
      ] as const;
    },
  );

  const subject: Subject = {
    userId,
    teamIds: teams.map(({ id }) => id),
    organizations: memberships,
    follows: relations.some(({ action: done }) => done === 'follow'),
    subscribes: relations.some(({ action: done }) => done === 'subscribe'),
  };
  return { subject, action, chain, rows: [...personal, ...team, ...organization, ...audience] };
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

function subjectIs(type: PermissionRow['subjectType'], id: SQL): SQL {
  return and(eq(permissions.subjectType, type), id)!;
}

/** Whose followers count: the workspace of the chain or, without one, the person who owns it. */
function actorOf(chain: Chain): { type: 'workspace' | 'user'; id: string } {
  const workspace = chain.find(({ type }) => type === 'workspace');
  return workspace
    ? { type: 'workspace', id: workspace.id }
    : { type: 'user', id: chain[0].owner?.id ?? '' };
}
