import type { User } from '@vesta-cx/db';
import type { Session } from '@vesta-cx/utils/auth';
import 'unplugin-icons/types/svelte5';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** A stable word for what went wrong: not_found, forbidden, … */
      code?: string;
      /** Why, in a sentence for the reader: which rule said no. */
      reason?: string;
    }
    interface Locals {
      /** The WorkOS session, or null for a guest. */
      session: Session | null;
      /** The person's row, or null for a guest. */
      user: User | null;
    }
    interface Platform {
      env: {
        DB: D1Database;
        ASSETS: Fetcher;
        WORKOS_API_KEY?: string;
        WORKOS_CLIENT_ID?: string;
        WORKOS_COOKIE_PASSWORD?: string;
        WORKOS_REDIRECT_URI?: string;
        /** The local emulator; never set in production. */
        WORKOS_API_URL?: string;
      };
    }
  }
}
