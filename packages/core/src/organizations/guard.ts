/** An organization always has an administrator, also when two of them go at once. */
import { organizationMembers, organizations } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, notExists, sql, type SQL } from 'drizzle-orm';
import { abortIf } from '../kernel/index.ts';

/**
 * The change of somebody's place, for one batch, which fails as a whole when it would leave the
 * organization without an administrator.
 */
export function keepingAdministrator(q: Database, id: string, change: Statement[]): Statement[] {
  const here = eq(organizations.workosOrgId, id);
  const kept = { updatedAt: sql`${organizations.updatedAt}` };
  return [
    // Whoever changes the places of one organization waits here for the one before.
    q.update(organizations).set(kept).where(here),
    ...change,
    abortIf(q, organizations, and(here, notExists(administrators(q, id)))),
  ];
}

/** The ids of those who administer an organization. */
export const administrators = (q: Database, organizationId: string, more?: SQL) =>
  q
    .select({ id: organizationMembers.userId })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.role, 'admin'),
        more,
      ),
    );
