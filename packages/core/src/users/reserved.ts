import { reservedNames } from '../kernel/index.ts';

/**
 * Handles that nobody can choose: who had one would seem to speak for vesta, or for everybody, and
 * some read as a part of its addresses. Who has one already keeps it.
 */
export const reservedHandles: ReadonlySet<string> = new Set([
  ...reservedNames,
  ...['all', 'dashboard', 'here', 'new', 'notifications', 'search', 'user', 'users'],
]);
