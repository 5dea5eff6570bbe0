/** How many letters an organization, and one person, may have WorkOS send: they go to people who asked for none. */
import { newId, workosEvents } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm';
import { AppError, waitingTime } from '../kernel/index.ts';

/** Letters in so many hours: of one organization by whomever, and of one inviter for all organizations. */
export const invitationLimit = { organization: 100, inviter: 50, hours: 24 };

const window = invitationLimit.hours * 60 * 60_000;

/** What a letter is noted as, for its organization and for its inviter; no event of WorkOS is called so. */
const noted = 'letter';

/**
 * Sends a letter by `send` unless that is beyond `invitationLimit`: then it throws `too_many_requests`,
 * with when the next may go. A letter is noted before it is counted, so that of many at once none
 * gets by; one that was not sent does not count.
 */
export async function withinLetterLimit<T>(
  db: Database,
  organizationId: string,
  inviterUserId: string,
  send: () => Promise<T>,
  now = new Date(),
): Promise<T> {
  const whose = [organizationId, inviterUserId];
  const mine = whose.map((objectId) => ({ id: newId(), event: noted, objectId, occurredAt: now }));
  const ids = mine.map(({ id }) => id);
  // A batch, which is sent again where it got into the way of another.
  const takeBack = () =>
    batch(db, (q) => [q.delete(workosEvents).where(inArray(workosEvents.id, ids))]);
  const began = new Date(now.getTime() - window);
  const of = (objectId: string) =>
    and(eq(workosEvents.objectId, objectId), eq(workosEvents.event, noted));
  await batch(db, (q) => [
    ...whose.map((objectId) =>
      q.delete(workosEvents).where(and(of(objectId), lte(workosEvents.occurredAt, began))),
    ),
    q.insert(workosEvents).values(mine),
  ]);
  try {
    const [ofOrganization, ofInviter] = await batch(db, (q) =>
      [
        [organizationId, invitationLimit.organization] as const,
        [inviterUserId, invitationLimit.inviter] as const,
      ].map(([objectId, most]) =>
        q
          .select({ at: workosEvents.occurredAt })
          .from(workosEvents)
          .where(and(of(objectId), gt(workosEvents.occurredAt, began)))
          .orderBy(desc(workosEvents.occurredAt))
          .limit(most + 1),
      ),
    );
    refuseBeyond('One organization', invitationLimit.organization, ofOrganization!, now);
    refuseBeyond('One person', invitationLimit.inviter, ofInviter!, now);
    return await send();
  } catch (error) {
    await takeBack();
    throw error;
  }
}

/** `sent` is the newest letters, the present one among them. */
function refuseBeyond(who: string, most: number, sent: { at: Date }[], now: Date): void {
  const first = sent[most];
  if (!first) return;
  const wait = Math.max(first.at.getTime() + window - now.getTime(), 1000);
  throw new AppError(
    'too_many_requests',
    `${who} can send ${most} invitations in ${invitationLimit.hours} hours: the next ${waitingTime(wait)}`,
    { retryAfter: wait / 1000 },
  );
}
