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
  const said = byRules(principal, own, action, sql`${resources.workspaceId}`);
  return sql`coalesce(${own.owned}, ${said}, 1) = 1`;
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
 * object. `rules` is what is read in place of the table `permissions`: a subquery.
 */
export function mayDespite(
  viewer: Viewer,
  action: Action,
  { type, id, actor }: { type: ObjectType; id: string; actor: string },
  rules: SQL,
): SQL {
  const object: Step = { type, id: sql`${id}`, owned: sql`null` };
  return sql`coalesce(${saidBy(viewer, object, action, sql`${actor}`, rules)}, 1) = 1`;
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
  const verdicts = steps.flatMap((step) => [step.owned, byRules(principal, step, action, actor)]);
  const fallback = action === 'read' ? visibility : sql`0`;
  return sql`coalesce(${sql.join(verdicts, sql`, `)}, ${fallback}) = 1`;
}

/**
 * SQL value of what the rules about the object say: 1 allowed, 0 denied, NULL where none does. Few
 * objects have rules: one look at those that have none saves all others.
 */
function byRules(principal: Viewer, step: Step, action: Action, actor: Column | SQL): SQL {
  const said = saidBy(principal, step, action, actor);
  if (principal.userId === null) return said;
  return sql`case when exists (select 1 from ${permissions} p
    where p.object_type = ${typeOf(step)} and p.object_id = ${step.id}) then ${said} end`;
}

/**
 * What the nearest rule says: that of the person before one of a team, of an organization and of an
 * audience, and of one level a denial. `rules` is what is read in place of the table. Short names,
 * since a list has this for each object around its rows.
 */
function saidBy(
  { userId, audiences = ['guest'] }: Viewer,
  step: Step,
  action: Action,
  actor: Column | SQL,
  rules?: SQL,
): SQL {
  const allows = sql`case p.value when 'deny' then 0 else 1 end`;
  const relevant = sql`p.object_type = ${typeOf(step)} and p.object_id = ${step.id}
    and (p.value = 'allow' and p.action in ${literals(impliedBy(action))}
      or p.value = 'deny' and p.action in ${literals(deniedBy(action))})`;
  if (userId === null) {
    return sql`(select min(${allows}) from ${rules ?? permissions} p
      where p.subject_type = 'static' and p.subject_id in ${literals(audiences)} and ${relevant})`;
  }
  const { from, nearness, speaksOfThem } = rules ? among(rules, userId) : byName(userId);
  return sql`(select min(2 * ${nearness} + ${allows}) % 2 from ${from} where ${speaksOfThem}
    and ${relevant} and (p.subject_id not in ('follower', 'subscriber') or exists (
      select 1 from ${engagements} e where e.subject_type = 'user' and e.subject_id = ${userId}
        and e.action = case p.subject_id when 'follower' then 'follow' else 'subscribe' end
        and e.object_id = ${actor} and e.object_type in ('workspace', 'user') and e.occurrence = '')))`;
}

/** The rules of the table, sought by each name of the person: however many there are about others. */
const byName = (userId: string | SQL) => ({
  from: sql`(${namesOf(userId)}) n cross join ${permissions} p`,
  nearness: sql`n.nearness`,
  speaksOfThem: sql`p.subject_type = n.level and p.subject_id = n.name`,
});

/** A few rules, each looked at. The person may be a column, of which MariaDB's derived tables know nothing. */
const among = (rules: SQL, userId: string | SQL) => ({
  from: sql`${rules} p`,
  nearness: sql`case p.subject_type when 'user' then 0 when 'team' then 1 when 'organization' then 2 else 3 end`,
  speaksOfThem: sql`(p.subject_type = 'static' and p.subject_id <> 'guest'
    or p.subject_type = 'user' and p.subject_id = ${userId}
    or p.subject_type = 'team' and p.subject_id in (${teamsOf(userId)})
    or p.subject_type = 'organization' and p.subject_id in (${organizationsOf(userId)}))`,
});

/** All that a rule can name to mean the person, in the five selects that D1 lets one be made of. */
const namesOf = (userId: string | SQL): SQL => sql`
  select 0 as nearness, 'user' as level, ${userId} as name
  union all select 1, 'team', t.id from (${teamsOf(userId)}) t
  union all select 2, 'organization', o.id from (${organizationsOf(userId)}) o
  union all select 3, 'static', a.name from (select 'authenticated' as name
    union all select 'follower' union all select 'subscriber') a`;

const teamsOf = (userId: string | SQL): SQL =>
  sql`select team_id as id from ${teamUsers} where user_id = ${userId}`;

const organizationsOf = (userId: string | SQL): SQL =>
  sql`select organization_id as id from ${organizationMembers} where user_id = ${userId}`;

const typeOf = ({ type }: Step): SQL => sql.raw(`'${type}'`);

function ownedBy(principal: Viewer, ownerType: Column, ownerId: Column): SQL {
  if (principal.userId === null) return sql`null`;
  return sql`case when ${ownerType} = 'user' and ${ownerId} = ${principal.userId} then 1
    when ${ownerType} = 'organization' and exists (select 1 from ${organizationMembers} m
      where m.organization_id = ${ownerId} and m.user_id = ${principal.userId}
        and m.role = 'admin') then 1 end`;
}

/** Action slugs and audiences are constants of the permission rules here, never input. */
function literals(words: readonly string[]): SQL {
  return sql.raw(`(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')})`);
}
