/**
 * First path segments that the app serves itself, and words that must not be mistaken for it.
 * A test in the app compares this list with its route tree.
 */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'about',
  'act-as',
  'admin',
  'api',
  'auth',
  'collections',
  // The adapter looks paths up in an object, and every object has that one.
  'constructor',
  'dashboard',
  'explore',
  'favicon.ico',
  'feed',
  'help',
  'legal',
  'login',
  'logout',
  'me',
  'new',
  'notifications',
  'organizations',
  'pricing',
  'robots.txt',
  'search',
  'settings',
  'sitemap.xml',
  'resources',
  'static',
  'statuses',
  'user',
  'users',
  'vesta',
  'well-known',
]);
