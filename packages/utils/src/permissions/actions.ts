/**
 * Which actions imply which.
 *
 * `admin ⇒ delete ⇒ write ⇒ read` (the ladder). The registry `permission_actions` may hold
 * further actions (`comment`, `pin`, …); two decisions about them:
 *
 * - `admin` implies every action, also those that did not exist when it was granted: whoever
 *   administers a thing must not have to grant themself each new action.
 * - A deny on such an action takes away that action only. It never weakens the ladder, or
 *   "may not comment" would silently unseat an administrator.
 */
export const ladder = ['read', 'write', 'delete', 'admin'] as const;

/** An action of the ladder. */
export type LadderAction = (typeof ladder)[number];

/** A slug of the registry `permission_actions`. */
export type Action = LadderAction | (string & {});

/** Every action whose `allow` grants `action`, itself first. */
export function impliedBy(action: Action): readonly Action[] {
  const rung = rungOf(action);
  return rung < 0 ? [action, 'admin'] : ladder.slice(rung);
}

/** Every action whose `deny` refuses `action`, itself included. */
export function deniedBy(action: Action): readonly Action[] {
  const rung = rungOf(action);
  return rung < 0 ? [action] : ladder.slice(0, rung + 1);
}

/** Every action whose rows can matter to `action`: what a query has to fetch. */
export function relevantTo(action: Action): readonly Action[] {
  return [...new Set([...deniedBy(action), ...impliedBy(action)])];
}

function rungOf(action: Action): number {
  return ladder.indexOf(action as LadderAction);
}
