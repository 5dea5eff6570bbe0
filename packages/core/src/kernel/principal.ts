/** The caller of a use case. Every use case takes one and decides by it. */
export interface Principal {
  /** The WorkOS user id, or null for a guest. */
  readonly userId: string | null;
  /** The API key they came with; none in a browser session. */
  readonly key?: PrincipalKey;
  /** The workspace they act as in public; none: as themself. It gives no right of its own. */
  readonly actingAs?: { readonly type: 'workspace'; readonly id: string };
}

/** The part of an API key that use cases need. */
export interface PrincipalKey {
  readonly id: string;
  /** All that the key is for; null: everything its maker may. Elsewhere it counts as a guest. */
  readonly confinedTo: Confinement | null;
  /** What it can hand on to keys that it makes; not said: nothing. */
  readonly scopes?: readonly string[];
  /** When it ends, and with it what it makes; null: never. */
  readonly expiresAt?: Date | null;
}

/** One organization with its workspaces, or one workspace. */
export interface Confinement {
  readonly type: 'organization' | 'workspace';
  readonly id: string;
}

/** Nobody signed in. */
export const guest: Principal = Object.freeze({ userId: null });

/** A signed-in person. */
export interface Person extends Principal {
  readonly userId: string;
}
