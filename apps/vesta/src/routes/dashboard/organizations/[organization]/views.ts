/** The pages of an organization, in the order of its navigation. */
export interface View {
  /** Below the organization's address; empty for the first. */
  path: string;
  label: string;
  /**
   * Whom it is for: everybody who sees the organization, those who work there, those who may
   * administer it, and those among them whose role that is.
   */
  for: 'read' | 'member' | 'admin' | 'administrator';
}

export const views: readonly View[] = [
  { path: '', label: 'Overview', for: 'read' },
  { path: '/members', label: 'Members', for: 'member' },
  { path: '/teams', label: 'Teams', for: 'member' },
  { path: '/invitations', label: 'Invitations', for: 'admin' },
  { path: '/access', label: 'Access', for: 'admin' },
  { path: '/log', label: 'Log', for: 'admin' },
  { path: '/keys', label: 'API keys', for: 'administrator' },
  { path: '/settings', label: 'Settings', for: 'admin' },
];
