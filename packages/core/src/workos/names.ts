/** The events that vesta listens to: what to subscribe to at WorkOS. */
export const events = [
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organization_membership.created',
  'organization_membership.updated',
  'organization_membership.deleted',
  'user.created',
  'user.updated',
  'user.deleted',
] as const;
