/**
 * Handles that nobody can choose: who had one would seem to speak for vesta, or for everybody, and
 * some read as a part of its addresses. Who has one already keeps it.
 */
export const reservedHandles: ReadonlySet<string> = new Set([
  ...['abuse', 'account', 'accounts', 'admin', 'administrator', 'admins', 'api', 'auth', 'billing'],
  ...['bot', 'contact', 'dashboard', 'deleted', 'docs', 'erato', 'everybody', 'everyone', 'feed'],
  ...['guest', 'guests', 'help', 'helpdesk', 'here', 'info', 'legal', 'login', 'logout', 'mail'],
  ...['me', 'mod', 'moderation', 'moderator', 'moderators', 'mods', 'news', 'nobody'],
  ...[
    'noreply',
    'no-reply',
    'notifications',
    'null',
    'official',
    'owner',
    'payments',
    'postmaster',
  ],
  ...[
    'pricing',
    'privacy',
    'root',
    'search',
    'security',
    'settings',
    'signin',
    'sign-in',
    'signup',
  ],
  ...['sign-up', 'staff', 'status', 'support', 'sysadmin', 'system', 'team', 'terms', 'trust'],
  ...['undefined', 'user', 'users', 'vesta', 'vesta-cx', 'webmaster', 'you'],
]);
