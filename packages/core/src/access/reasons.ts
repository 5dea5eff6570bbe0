/** A decision about somebody else in a sentence. It names no team, organization or other person. */
import {
  verbOf,
  type Audience,
  type Decision,
  type Level,
  type Reason,
} from '@vesta-cx/utils/permissions';
import { audienceNames } from './subjects.ts';

/** `concealed`: about whom the rule is, is not for the reader to know. */
export function whyThey({ allowed, reason }: Decision, concealed: boolean): string {
  const verdict = allowed ? 'Allowed' : 'Denied';
  switch (reason.rule) {
    case 'owner':
      return `${verdict}: they own ${where(reason)}.`;
    case 'row':
      return concealed
        ? `${verdict}: by a rule of ${where(reason)}.`
        : `${verdict}: ${whom(reason)} may ${allowed ? '' : 'not '}${verbOf(reason.row.action)} ${where(reason)}.`;
    case 'visibility':
      return allowed ? 'Allowed: this is public.' : 'Denied: this workspace is private.';
    case 'default':
      return 'Denied: nobody has given them this right.';
  }
}

type Placed = Extract<Reason, { rule: 'row' | 'owner' }>;

const where = ({ object, inherited }: Placed) =>
  inherited ? `the ${object.type} this belongs to` : `this ${object.type}`;

function whom({ level, row }: Extract<Reason, { rule: 'row' }>): string {
  const names: Record<Exclude<Level, 'static'>, string> = {
    user: 'this person',
    team: 'a team they are in',
    organization: 'an organization they are in',
  };
  if (level !== 'static') return names[level];
  return audienceNames[row.subjectId as Audience].toLowerCase();
}
