import { notFound, type Principal } from '@vesta-cx/core';
import * as teams from '@vesta-cx/core/teams';
import type { Database } from '@vesta-cx/db/query';

/** The team of the address. One of another organization is not found under this one. */
export async function teamOf<A extends 'read' | 'admin'>(
  db: Database,
  principal: Principal,
  params: { organization: string; team: string },
  action: A,
) {
  const team = await teams.authorize(db, principal, params.team, action);
  if (team.organizationId !== params.organization) throw notFound('team');
  return team;
}
