/** What erato is given to work with. */
export interface Env {
  DB: D1Database;
  KEY_LIMITER?: RateLimit;
  ADDRESS_LIMITER?: RateLimit;
  /** What cursors are sealed with, a text of 32 characters or more; without it lists have one page. */
  CURSOR_SECRET?: string;
  /** As in apps/vesta: for what organizations have at WorkOS. */
  WORKOS_API_KEY?: string;
  WORKOS_CLIENT_ID?: string;
  /** The local emulator's address. */
  WORKOS_API_URL?: string;
}
