/**
 * The rules for keys. One that is for one organization or workspace only is its maker inside of it
 * and a guest elsewhere; and one without the scopes of a kind of thing sees the public ones of that kind, as
 * a guest, wherever it meets them. Everybody else is who they are everywhere.
 */
import { resources, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { Action, Question } from '@vesta-cx/utils/permissions';
import { sql, type SQL } from 'drizzle-orm';
import { guest, type Confinement, type Principal } from '../kernel/index.ts';
import type { Viewer } from './viewer.ts';
import * as facts from './facts.ts';
import * as filter from './filter.ts';

/** Returns whether the key of the principal, if any, is for the object or for something that it is in. */
export function keyCovers({ key }: Principal, chain: facts.Chain): boolean {
  const place = key?.confinedTo;
  return !place || chain.some(({ type, id }) => type === place.type && id === place.id);
}

/** The question that `decide` answers. */
export const questionOf = (
  db: Database,
  principal: Principal,
  action: Action,
  chain: facts.Chain,
): Promise<Question> =>
  facts.questionOf(db, keyCovers(principal, chain) ? principal : guest, action, chain);

/** SQL condition: the principal may do `action` on the row of `workspaces` in the query. */
export const mayOnWorkspace = (who: Viewer, action: Action): SQL =>
  where(who, 'workspaces', workspaceIsIn, (viewer) => filter.mayOnWorkspace(viewer, action));

/** The same of the row of `resources`; the query (left) joins its home workspace. */
export const mayOnResource = (who: Viewer, action: Action): SQL =>
  where(who, 'resources', workspaceIsIn, (viewer) => filter.mayOnResource(viewer, action));

/** The same of the row of `collections`; the query left joins the workspace that owns it. */
export const mayOnCollection = (who: Viewer, action: Action): SQL =>
  where(who, 'collections', workspaceIsIn, (viewer) => filter.mayOnCollection(viewer, action));

/**
 * The same for the resources of one workspace on which the principal may do `action` already.
 * Needs no join.
 */
export const mayWithinWorkspace = (who: Viewer, action: Action): SQL =>
  where(who, 'resources', homeIsIn, (viewer) => filter.mayWithinWorkspace(viewer, action));

function where(
  viewer: Viewer,
  kind: 'workspaces' | 'resources' | 'collections',
  isIn: (place: Confinement) => SQL,
  rule: (viewer: Viewer) => SQL,
): SQL {
  const { confinedTo: place, scopes } = viewer.key ?? {};
  if (scopes && !scopes.some((scope) => scope.startsWith(`${kind}:`))) return rule(guest);
  if (!place || viewer.userId === null) return rule(viewer);
  return sql`case when ${isIn(place)} then ${rule(viewer)} else ${rule(guest)} end`;
}

/** SQL condition: the row of `workspaces` in the query is what the key is for, if it is for one thing only. */
export const isWithin = ({ key }: Principal): SQL | undefined =>
  key?.confinedTo ? workspaceIsIn(key.confinedTo) : undefined;

/** SQL condition: the row of `workspaces` in the query is the place or in it; not so where there is none. */
const workspaceIsIn = ({ type, id }: Confinement): SQL =>
  type === 'workspace'
    ? sql`${workspaces.id} = ${id}`
    : sql`${workspaces.ownerType} = 'organization' and ${workspaces.ownerId} = ${id}`;

const homeIsIn = ({ type, id }: Confinement): SQL =>
  type === 'workspace'
    ? sql`${resources.workspaceId} = ${id}`
    : sql`exists (select 1 from ${workspaces} where ${workspaces.id} = ${resources.workspaceId}
        and ${workspaces.ownerType} = 'organization' and ${workspaces.ownerId} = ${id})`;
