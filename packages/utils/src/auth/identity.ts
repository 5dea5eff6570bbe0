import type { OrganizationMembership, User } from '@workos-inc/node/worker';

/** Who signed in, in WorkOS's words: what creates or refreshes a row of `users`. */
export interface Identity {
  workosUserId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  avatarUrl: string | null;
  /** The organization of the session or, failing that, of the first membership. */
  organizationId: string | null;
  externalId: string | null;
  /** Active memberships; null when this sign-in did not ask for them. */
  memberships: readonly Membership[] | null;
  /** When WorkOS was asked: what came about after that is not in `memberships`. */
  askedAt: Date;
}

export interface Membership {
  /** WorkOS's id of the membership, and when WorkOS last changed it. */
  id: string;
  updatedAt: Date;
  organizationId: string;
  organizationName: string | null;
  role: 'admin' | 'member';
}

export function identityOf(
  user: User,
  organizationId: string | null,
  memberships: readonly OrganizationMembership[] | null,
  askedAt = new Date(),
): Identity {
  return {
    workosUserId: user.id,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    avatarUrl: user.profilePictureUrl,
    organizationId: organizationId ?? memberships?.[0]?.organizationId ?? null,
    externalId: user.externalId,
    memberships:
      memberships?.map((membership) => ({
        id: membership.id,
        updatedAt: new Date(membership.updatedAt),
        organizationId: membership.organizationId,
        organizationName: membership.organizationName ?? null,
        role: membership.role.slug === 'admin' ? 'admin' : 'member',
      })) ?? null,
    askedAt,
  };
}
