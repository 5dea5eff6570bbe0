/** The words of rules. */
import type { AccessPage, SubjectRules } from '$lib/server/access';

const kinds = { user: '', team: 'Team', organization: 'Organization', static: 'Audience' } as const;

/** Returns what a subject is called, and what kind of one it is. */
export const nameOf = ({ subject, type }: SubjectRules): string =>
  subject?.name ??
  (type === 'team'
    ? 'A team that is not yours to know'
    : type === 'organization'
      ? 'An organization that is not yours to know'
      : 'Somebody whose account is gone');

/** Returns what beside the name tells them apart: of a person the handle, of a team whose it is. */
export const kindOf = ({ type, subject }: Pick<SubjectRules, 'type' | 'subject'>): string =>
  subject?.handle
    ? `@${subject.handle}`
    : subject?.organization
      ? `Team of ${subject.organization}`
      : kinds[type];

/** Returns what they may or may not do, as the end of a sentence. */
export function mayText(
  actions: AccessPage['actions'],
  { action, value }: SubjectRules['rules'][number],
): string {
  const verb = actions.find(({ slug }) => slug === action)?.verb ?? action;
  return `${value === 'allow' ? 'may' : 'may not'} ${verb.toLowerCase()}`;
}
