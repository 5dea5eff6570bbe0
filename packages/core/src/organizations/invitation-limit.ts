/** How many letters an organization, and one person, may have WorkOS send: they go to people who asked for none. */
import { auditEvents } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import { firstIdAt, type AuditKind } from '../audit/index.ts';
import { AppError } from '../kernel/index.ts';
import { waitingTime } from '../kernel/waiting.ts';

/** Letters in so many hours: of one organization by whomever, and of one inviter for all organizations. */
export const invitationLimit = { organization: 100, inviter: 50, hours: 24 };

const letters: AuditKind[] = ['organization.invitation.send', 'organization.invitation.resend'];

/** Throws `too_many_requests`, with when another letter may be sent, beyond `invitationLimit`. */
export async function requireFewLetters(
  db: Database,
  organizationId: string,
  inviterUserId: string,
  now = new Date(),
): Promise<void> {
  const window = invitationLimit.hours * 60 * 60_000;
  const lately = and(
    inArray(auditEvents.action, letters),
    // Ids are ordered by time, and so are the indexes of a log.
    gte(auditEvents.id, firstIdAt(new Date(now.getTime() - window))),
  );
  const newest = async (of: 'organization' | 'inviter') => {
    const whose =
      of === 'organization'
        ? eq(auditEvents.organizationId, organizationId)
        : eq(auditEvents.userId, inviterUserId);
    const most = invitationLimit[of];
    const sent = await db
      .select({ at: auditEvents.createdAt })
      .from(auditEvents)
      .where(and(whose, lately))
      .orderBy(desc(auditEvents.id))
      .limit(most);
    return { most, again: (sent[most - 1]?.at.getTime() ?? -Infinity) + window };
  };
  const [organization, inviter] = await Promise.all([newest('organization'), newest('inviter')]);
  refuse('One organization', organization);
  refuse('One person', inviter);

  function refuse(who: string, { most, again }: Awaited<ReturnType<typeof newest>>): void {
    const wait = again - now.getTime();
    if (wait <= 0) return;
    throw new AppError(
      'too_many_requests',
      `${who} can send ${most} invitations in ${invitationLimit.hours} hours: the next ${waitingTime(wait)}`,
      { retryAfter: wait / 1000 },
    );
  }
}
