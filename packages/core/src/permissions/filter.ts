/**
 * The pure merger as an SQL condition, for lists: permission lives in the query that finds the
 * rows, so that a page of 20 is 20 visible items. Same rules, same order as `decide`.
 */
import {
  collections,
  engagements,
  organizationMembers,
  permissions,
  resources,
  teamUsers,
  workspaces,
} from '@vesta-cx/db';
import { deniedBy, impliedBy, type Action } from '@vesta-cx/utils/permissions';
import { sql, type Column, type SQL } from 'drizzle-orm';
import type { Viewer } from './viewer.ts';

type ObjectType = 'workspace' | 'resource' | 'organization' | 'collection';

interface Step {
  type: ObjectType;
  id: Column | SQL;
  /** SQL that is 1 when the principal owns this object, else NULL. */
  owned: SQL;
}

/** That the principal may do `action` on the row of `workspaces` in the query. */
export function mayOnWorkspace(principal: Viewer, action: Action): SQL {
  return decision(principal, action, workspaceSteps(principal), workspaces.id, visible());
}

/**
 * That the principal may do `action` on the row of `resources` in the query, which must (left)
 * join its home workspace.
 */
export function mayOnResource(principal: Viewer, action: Action): SQL {
  const own: Step = {
    type: 'resource',
    id: resources.id,
    owned: ownedBy(principal, resources.ownerType, resources.ownerId),
  };
  const actor = sql`coalesce(${workspaces.id}, ${resources.ownerId})`;
  return decision(principal, action, [own, ...workspaceSteps(principal)], actor, visible());
}

/**
 * The same for the resources of one workspace on which the principal may do `action` already: only
 * rows about the resource itself can say otherwise. Needs no join.
 */
export function mayWithinWorkspace(principal: Viewer, action: Action): SQL {
  const own: Step = {
    type: 'resource',
    id: resources.id,
    owned: ownedBy(principal, resources.ownerType, resources.ownerId),
  };
  const levels = levelsOf(principal, own, action, resources.workspaceId);
  const verdicts = [own.owned, ...byRows(own, levels)];
  return sql`coalesce(${sql.join(verdicts, sql`, `)}, 1) = 1`;
}

/**
 * That the principal may do `action` on the row of `collections` in the query, which must left
 * join the workspace that owns it.
 */
export function mayOnCollection(principal: Viewer, action: Action): SQL {
  const own: Step = {
    type: 'collection',
    id: collections.id,
    owned:
      principal.userId === null
        ? sql`null`
        : sql`case when ${collections.ownerType} = 'user' and ${collections.ownerId} = ${principal.userId} then 1 end`,
  };
  const steps = [own, ...workspaceSteps(principal)];
  return decision(principal, action, steps, sql`${collections.ownerId}`, visible());
}

/**
 * That `rules` about an object leave `action` to somebody who may do it by what is around the
 * object. `rules` is what is read in place of the table `permissions`, under that name.
 */
export function mayDespite(
  viewer: Viewer,
  action: Action,
  { type, id, actor }: { type: ObjectType; id: string; actor: string },
  rules: SQL,
): SQL {
  const object: Step = { type, id: sql`${id}`, owned: sql`null` };
  const levels = levelsOf(viewer, object, action, sql`${actor}`, rules);
  return sql`coalesce(${sql.join(levels, sql`, `)}, 1) = 1`;
}

function workspaceSteps(principal: Viewer): Step[] {
  return [
    {
      type: 'workspace',
      id: workspaces.id,
      owned: ownedBy(principal, workspaces.ownerType, workspaces.ownerId),
    },
    // Only an organization's id can be found under this type, so a person's id matches nothing.
    { type: 'organization', id: workspaces.ownerId, owned: sql`null` },
  ];
}

/** Rule 5. A thing outside any workspace is public. */
function visible(): SQL {
  return sql`case when ${workspaces.visibility} = 'private' then 0 else 1 end`;
}

function decision(
  principal: Viewer,
  action: Action,
  steps: Step[],
  actor: Column | SQL,
  visibility: SQL,
): SQL {
  const verdicts = steps.flatMap((step) => [
    step.owned,
    ...byRows(step, levelsOf(principal, step, action, actor)),
  ]);
  const fallback = action === 'read' ? visibility : sql`0`;
  return sql`coalesce(${sql.join(verdicts, sql`, `)}, ${fallback}) = 1`;
}

/** Few things have rows of their own: one look saves those of the single levels. */
function byRows(step: Step, levels: SQL[]): SQL[] {
  if (levels.length === 1) return levels;
  const any = sql`exists (select 1 from ${permissions}
    where ${permissions.objectType} = ${sql.raw(`'${step.type}'`)}
      and ${permissions.objectId} = ${step.id})`;
  return [sql`case when ${any} then coalesce(${sql.join(levels, sql`, `)}) end`];
}

/** One SQL value a level: 1 allowed, 0 denied, NULL undecided. */
function levelsOf(
  principal: Viewer,
  step: Step,
  action: Action,
  actor: Column | SQL,
  rules = sql`${permissions}`,
): SQL[] {
  const level = (subject: SQL) => sql`(
    select min(case when ${permissions.value} = 'deny' then 0 else 1 end) from ${rules}
    where ${permissions.objectType} = ${sql.raw(`'${step.type}'`)}
      and ${permissions.objectId} = ${step.id} and ${subject}
      and ((${permissions.value} = 'allow' and ${permissions.action} in ${literals(impliedBy(action))})
        or (${permissions.value} = 'deny' and ${permissions.action} in ${literals(deniedBy(action))})))`;
  const { userId, audiences = ['guest'] } = principal;
  if (userId === null) {
    return [
      level(sql`${permissions.subjectType} = 'static'
        and ${permissions.subjectId} in ${literals(audiences)}`),
    ];
  }
  const engaged = (verb: 'follow' | 'subscribe') => sql`exists (
    select 1 from ${engagements} where ${engagements.subjectType} = 'user'
      and ${engagements.subjectId} = ${userId} and ${engagements.action} = ${sql.raw(`'${verb}'`)}
      and ${engagements.objectId} = ${actor} and ${engagements.objectType} in ('workspace', 'user')
      and ${engagements.occurrence} = '')`;
  return [
    level(sql`${permissions.subjectType} = 'user' and ${permissions.subjectId} = ${userId}`),
    level(sql`${permissions.subjectType} = 'team' and ${permissions.subjectId} in (
      select ${teamUsers.teamId} from ${teamUsers} where ${teamUsers.userId} = ${userId})`),
    level(sql`${permissions.subjectType} = 'organization' and ${permissions.subjectId} in (
      select ${organizationMembers.organizationId} from ${organizationMembers}
      where ${organizationMembers.userId} = ${userId})`),
    level(sql`${permissions.subjectType} = 'static' and (${permissions.subjectId} = 'authenticated'
      or (${permissions.subjectId} = 'follower' and ${engaged('follow')})
      or (${permissions.subjectId} = 'subscriber' and ${engaged('subscribe')}))`),
  ];
}

function ownedBy(principal: Viewer, ownerType: Column, ownerId: Column): SQL {
  if (principal.userId === null) return sql`null`;
  return sql`case
    when ${ownerType} = 'user' and ${ownerId} = ${principal.userId} then 1
    when ${ownerType} = 'organization' and exists (
      select 1 from ${organizationMembers}
      where ${organizationMembers.organizationId} = ${ownerId}
        and ${organizationMembers.userId} = ${principal.userId}
        and ${organizationMembers.role} = 'admin') then 1 end`;
}

/** Action slugs and audiences are constants of the permission rules here, never input. */
function literals(words: readonly string[]): SQL {
  return sql.raw(`(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')})`);
}
