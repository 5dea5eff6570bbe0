/** Details of events, in words that follow their sentence. */
import { permissionSubjectTypes, type AuditEvent, type PermissionSubjectType } from '@vesta-cx/db';
import { verbOf, type Audience } from '@vesta-cx/utils/permissions';
import { audienceNames, type SubjectRef } from '../access/index.ts';

type Told = Pick<AuditEvent, 'action' | 'detail' | 'createdAt'>;

/** Somebody or something as a detail names it. */
interface Named {
  type: unknown;
  id: unknown;
}

/** The people, teams and organizations of whom the detail of an event speaks. */
export const subjectsIn = ({ detail }: Pick<AuditEvent, 'detail'>): SubjectRef[] =>
  [{ type: 'user', id: detail?.userId }, subjectIn(detail), detail?.from, detail?.to]
    .filter(isNamed)
    .flatMap(({ type, id }) =>
      isSubjectType(type) && typeof id === 'string' ? [{ subjectType: type, subjectId: id }] : [],
    );

/** Words, with the moments that stand among them: those are for the reader's clock. */
export type Words = (string | Date)[];

/**
 * The words, or null where there is nothing to add. `nameOf` names those of `subjectsIn` whom the
 * reader may know.
 */
export function detailsOf({ action, detail, createdAt }: Told, nameOf: NameOf): Words | null {
  if (!detail) return null;
  const words = plainWords(action, detail, nameOf);
  if (words === undefined) return whatChanged(detail, createdAt);
  return words === null ? null : [words];
}

/** The words for what is no change of fields; undefined for what is one. */
function plainWords(
  action: Told['action'],
  detail: NonNullable<Told['detail']>,
  nameOf: NameOf,
): string | null | undefined {
  const called = (who: unknown) => (isNamed(who) ? nameIn(who, nameOf) : 'somebody');
  switch (action) {
    case 'permission.set': {
      const verb = detail.value === 'deny' ? 'may not' : 'may';
      return `${called(subjectIn(detail))} ${verb} ${verbOf(String(detail.action))} it`;
    }
    case 'permission.clear':
      return `whether ${called(subjectIn(detail))} may ${verbOf(String(detail.action))} it`;
    case 'team.member.add':
    case 'team.member.remove':
      return called({ type: 'user', id: detail.userId });
    case 'team.update':
      return typeof detail.name === 'string' ? `to ${detail.name}` : null;
    case 'workspace.transfer':
      return `from ${called(detail.from)} to ${called(detail.to)}`;
    case 'organization.member.role':
      return told(`from ${roleIn(detail.before)} to ${roleIn(detail.after)}`, detail);
    case 'organization.member.join':
    case 'organization.member.remove':
      return told(detail.role === undefined ? null : `as ${roleIn(detail.role)}`, detail);
    case 'organization.invitation.send':
    case 'organization.invitation.resend':
    case 'organization.invitation.revoke':
      return detail.role === undefined ? null : `as ${roleIn(detail.role)}`;
    default:
      return undefined;
  }
}

/** Looks up the name of a subject in a detail; undefined where it is not known. */
export type NameOf = (ref: SubjectRef) => string | undefined;

/** Fields as the pages call them. */
const fields: Record<string, string> = {
  avatarUrl: 'picture',
  bannerUrl: 'banner',
  excerpt: 'summary',
  slug: 'address',
  theme: 'colours',
  post: 'text',
  song: 'details',
  album: 'details',
};

/** The fields, and of the few that are facts what they became. */
function whatChanged({ changed, set }: Record<string, unknown>, at: Date): Words | null {
  const became = (set ?? {}) as Record<string, unknown>;
  const names = Array.isArray(changed) ? changed.map(String) : Object.keys(became);
  const words = names.flatMap((name, i) => [
    ...(i > 0 ? [', '] : []),
    ...(fact(name, became, at) ?? [fields[name] ?? name]),
  ]);
  return words.length > 0 ? words : null;
}

function fact(name: string, became: Record<string, unknown>, at: Date): Words | null {
  if (!(name in became)) return null;
  const value = became[name];
  if (name !== 'publishedAt') return [`now ${String(value).toLowerCase()}`];
  if (value === null) return ['now a draft'];
  const moment = new Date(String(value));
  if (moment > at) return ['to be published at ', moment];
  return at.getTime() - moment.getTime() < 60_000 ? ['published'] : ['published as of ', moment];
}

function nameIn({ type, id }: Named, nameOf: NameOf): string {
  const name = isSubjectType(type) && nameOf({ subjectType: type, subjectId: String(id) });
  if (type === 'user') return name || 'somebody whose account is gone';
  if (type === 'team') return name ? `the team ${name}` : 'a team';
  if (type === 'organization') return name || 'an organization';
  return audienceIn(id);
}

function audienceIn(id: unknown): string {
  const name = audienceNames[id as Audience] ?? String(id);
  return name[0]!.toLowerCase() + name.slice(1);
}

/** With when WorkOS told of it. */
const told = (words: string | null, { at }: Record<string, unknown>): string | null =>
  [words, at === 'sign-in' ? 'as they signed in' : null].filter(Boolean).join(', ') || null;

const subjectIn = (detail: AuditEvent['detail']): Named => ({
  type: detail?.subjectType,
  id: detail?.subjectId,
});

const roleIn = (role: unknown): string => (role === 'admin' ? 'administrator' : String(role));

const isSubjectType = (type: unknown): type is PermissionSubjectType =>
  (permissionSubjectTypes as readonly unknown[]).includes(type);

const isNamed = (who: unknown): who is Named =>
  typeof who === 'object' && who !== null && 'type' in who && 'id' in who;
