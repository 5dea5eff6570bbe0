/** What the detail of an event says, in words that follow its sentence. */
import type { AuditEvent } from '@vesta-cx/db';
import type { Audience } from '@vesta-cx/utils/permissions';
import { audienceNames } from '../permissions/editor/subjects.ts';

type Told = Pick<AuditEvent, 'action' | 'detail'>;

/** Somebody or something as a detail names it. */
interface Named {
  type: unknown;
  id: unknown;
}

/** The ids of the people whom the detail of an event speaks of. */
export const peopleIn = ({ detail }: Pick<AuditEvent, 'detail'>): string[] =>
  [{ type: 'user', id: detail?.userId }, subjectIn(detail), detail?.from, detail?.to]
    .filter(isNamed)
    .flatMap(({ type, id }) => (type === 'user' && typeof id === 'string' ? [id] : []));

/**
 * The words, or null where there is nothing to add. `nameOf` names the people of `peopleIn`; teams
 * and organizations are not named, since not every reader of a log may know of them.
 */
export function detailsOf(
  { action, detail }: Told,
  nameOf: (userId: string) => string | undefined,
): string | null {
  if (!detail) return null;
  const called = (who: unknown) => (isNamed(who) ? nameIn(who, nameOf) : 'somebody');
  switch (action) {
    case 'permission.set': {
      const verb = detail.value === 'deny' ? 'may not' : 'may';
      return `${called(subjectIn(detail))} ${verb} ${String(detail.action)}`;
    }
    case 'permission.clear':
      return `whether ${called(subjectIn(detail))} may ${String(detail.action)}`;
    case 'team.member.add':
    case 'team.member.remove':
      return called({ type: 'user', id: detail.userId });
    case 'workspace.transfer':
      return `from ${called(detail.from)} to ${called(detail.to)}`;
    case 'organization.member.role':
      return `from ${roleIn(detail.before)} to ${roleIn(detail.after)}`;
    case 'organization.member.join':
    case 'organization.invitation.send':
    case 'organization.invitation.resend':
    case 'organization.invitation.revoke':
      return detail.role === undefined ? null : `as ${roleIn(detail.role)}`;
    default:
      return Array.isArray(detail.changed) ? detail.changed.map(String).join(', ') || null : null;
  }
}

function nameIn({ type, id }: Named, nameOf: (userId: string) => string | undefined): string {
  if (type === 'user') return nameOf(String(id)) ?? 'somebody whose account is gone';
  if (type !== 'static') return type === 'team' ? 'a team' : 'an organization';
  const name = audienceNames[id as Audience] ?? String(id);
  return name[0]!.toLowerCase() + name.slice(1);
}

const subjectIn = (detail: AuditEvent['detail']): Named => ({
  type: detail?.subjectType,
  id: detail?.subjectId,
});

const roleIn = (role: unknown): string => (role === 'admin' ? 'administrator' : String(role));

const isNamed = (who: unknown): who is Named =>
  typeof who === 'object' && who !== null && 'type' in who && 'id' in who;
