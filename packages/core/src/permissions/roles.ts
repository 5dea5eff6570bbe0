import { organizationMembers } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';

/** Returns the role that a person has in an organization; undefined when they are no member. */
export async function roleIn(db: Database, userId: string, organizationId: string) {
  const [membership] = await db
    .select({ role: organizationMembers.role })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.userId, userId),
      ),
    )
    .limit(1);
  return membership?.role;
}
