import type { Action } from './actions.ts';
import type { Decision, Reason } from './types.ts';

const audienceNames: Record<string, string> = {
  guest: 'people who are not signed in',
  authenticated: 'everybody signed in',
  follower: 'followers',
  subscriber: 'subscribers',
};

const verbs: Record<string, string> = {
  read: 'see',
  write: 'edit',
  delete: 'delete',
  admin: 'administer',
  comment: 'comment on',
};

/** Returns what an action lets somebody do, as it stands in "they may … this workspace". */
export const verbOf = (action: Action): string => verbs[action] ?? `use “${action}” on`;

/** One plain sentence for a decision, for an interface that has no better words of its own. */
export function explain({ allowed, reason }: Decision): string {
  switch (reason.rule) {
    case 'owner':
      return reason.inherited
        ? `Allowed: you own the ${reason.object.type} this belongs to.`
        : `Allowed: you own this ${reason.object.type}.`;
    case 'row':
      return `${allowed ? 'Allowed' : 'Denied'}: ${whom(reason)} may ${allowed ? '' : 'not '}${verbOf(reason.row.action)} ${where(reason)}.`;
    case 'visibility':
      return reason.visibility === 'public'
        ? 'Allowed: this is public.'
        : 'Denied: this workspace is private.';
    case 'default':
      return 'Denied: nobody has given you this right.';
  }
}

function whom({ level, row }: Extract<Reason, { rule: 'row' }>): string {
  if (level === 'user') return 'you';
  if (level === 'static') return audienceNames[row.subjectId] ?? row.subjectId;
  return `your ${level}`;
}

function where({ object, inherited }: Extract<Reason, { rule: 'row' }>): string {
  return inherited ? `the ${object.type} this belongs to` : `this ${object.type}`;
}
