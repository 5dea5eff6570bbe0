/** Who is asking. Every use case takes one and decides by it. */
export interface Principal {
  /** The WorkOS user id, or null for a guest. */
  readonly userId: string | null;
}

/** Nobody signed in. */
export const guest: Principal = Object.freeze({ userId: null });

/** A signed-in person. */
export interface Person extends Principal {
  readonly userId: string;
}
