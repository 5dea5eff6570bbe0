/** The pages of somebody's own account. */
export const views = [
  { href: '/settings', label: 'Account' },
  { href: '/settings/keys', label: 'API keys' },
  { href: '/settings/export', label: 'Export' },
  { href: '/settings/delete', label: 'Delete' },
];
