/** An organization as WorkOS knows it. */
export interface WorkosOrganization {
  id: string;
  name: string;
  updatedAt: Date;
}

/** Somebody's place in an organization as WorkOS knows it. */
export interface WorkosMembership {
  id: string;
  organizationId: string;
  userId: string;
  /** Every role but `admin` counts as `member`. */
  role: 'admin' | 'member';
  /** False for those who were deactivated or have not answered yet. */
  active: boolean;
  updatedAt: Date;
}

export type WorkosInvitationState = 'pending' | 'accepted' | 'revoked' | 'expired';

/** A letter that asks somebody into an organization. */
export interface WorkosInvitation {
  id: string;
  email: string;
  state: WorkosInvitationState;
  role: 'admin' | 'member';
  organizationId: string | null;
  inviterUserId: string | null;
  /** What the letter's link carries: whoever has it may see the invitation. */
  token: string;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

/** A person as WorkOS knows them. */
export interface WorkosUser {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  avatarUrl: string | null;
  updatedAt: Date;
}

/** A part of a list at WorkOS, and where the next part begins. */
export interface WorkosPage<T> {
  items: T[];
  next: string | null;
}

/** Where a part of a list begins, and how long it may be (100 at most). */
export interface WorkosSlice {
  limit?: number;
  after?: string | undefined;
}

/** What vesta asks of WorkOS about organizations. Everything throws `WorkosError`. */
export interface Workos {
  organizations: {
    list(slice?: WorkosSlice): Promise<WorkosPage<WorkosOrganization>>;
    /** Null when WorkOS has no such organization. */
    get(id: string): Promise<WorkosOrganization | null>;
    /** Makes one, or finds the one that was made with this `externalId` before, by whomever. */
    create(input: {
      name: string;
      externalId: string;
    }): Promise<{ organization: WorkosOrganization; isNew: boolean }>;
    rename(id: string, name: string): Promise<WorkosOrganization>;
    /** Also fine when it is gone already. */
    remove(id: string): Promise<void>;
  };
  memberships: {
    list(
      of: { organizationId?: string; userId?: string },
      slice?: WorkosSlice,
    ): Promise<WorkosPage<WorkosMembership>>;
    /** Null when they have no active place there. */
    find(organizationId: string, userId: string): Promise<WorkosMembership | null>;
    /** Gives a place, or the role to whoever has one. */
    give(input: {
      organizationId: string;
      userId: string;
      role: 'admin' | 'member';
    }): Promise<WorkosMembership>;
    setRole(id: string, role: 'admin' | 'member'): Promise<WorkosMembership>;
    /** Also fine when it is gone already. */
    remove(id: string): Promise<void>;
  };
  invitations: {
    list(
      of: { organizationId?: string; email?: string },
      slice?: WorkosSlice,
    ): Promise<WorkosPage<WorkosInvitation>>;
    get(id: string): Promise<WorkosInvitation | null>;
    findByToken(token: string): Promise<WorkosInvitation | null>;
    /** A letter that can be answered for three days. */
    send(input: {
      email: string;
      organizationId: string;
      inviterUserId: string;
      role: 'admin' | 'member';
    }): Promise<WorkosInvitation>;
    accept(id: string): Promise<WorkosInvitation>;
    revoke(id: string): Promise<WorkosInvitation>;
    /** Sends another letter; the one before opens nothing any more. */
    resend(id: string): Promise<WorkosInvitation>;
  };
  users: {
    list(slice?: WorkosSlice): Promise<WorkosPage<WorkosUser>>;
    get(id: string): Promise<WorkosUser | null>;
    findByEmail(email: string): Promise<WorkosUser | null>;
    /** Deletes a person with their sessions and memberships; also fine when they are gone already. */
    remove(id: string): Promise<void>;
  };
}
