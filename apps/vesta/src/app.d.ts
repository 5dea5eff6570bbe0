import type { AppError, Principal } from '@vesta-cx/core';
import type { ActingAs } from '@vesta-cx/core/actors';
import type { User } from '@vesta-cx/db';
import type { Session } from '@vesta-cx/utils/auth';
import type { ThemeLook } from '$lib/theme';
import 'unplugin-icons/types/svelte5';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** A stable word for what went wrong: not_found, forbidden, … */
      code?: string;
      /** Why, in a sentence for the reader: which rule said no. */
      reason?: string;
      /** Of what was refused: its name, and the page where the reader may see it. */
      seen?: { name: string; path: string };
      /** Where to go on from what is not there or not asked for rightly: a page above, a list's beginning. */
      around?: { name: string; path: string };
    }
    interface Locals {
      /** The WorkOS session, or null for a guest. */
      session: Session | null;
      /** The person's row, or null for a guest. */
      user: User | null;
      /** Who is asking, for the use cases. */
      principal: Principal;
      /** The workspace that the person acts as in this browser; null: as themself. */
      actor: ActingAs | null;
      /** Settles when what goes on after the answer, or while it is read, needs the database no more. */
      streaming?: Promise<void>;
      /** That the database failed when it was asked who is there: they are shown as a guest. */
      failure?: AppError;
      /** WorkOS did not answer this request: the form's page does not wait for it once more. */
      workosAway?: AppError;
      /** A form was answered with an error page, which does not have what was typed. */
      isTextGone?: boolean;
      /** In how many seconds another try makes sense, for the answer's `Retry-After`. */
      retryAfter?: number;
      /** They acted as a workspace until now, and may no longer. */
      actorLost?: boolean;
    }
    interface PageData {
      /** What every absolute address of the site begins with. */
      origin: string;
      /** Who is signed in, as the header shows them. */
      user?: { handle: string; displayName: string | null; avatarUrl: string | null } | null;
      /** In the dashboard: the id of their account. */
      account?: string;
      /** The workspace that they act as; null: as themself. */
      actor?: ActingAs | null;
      actorLost?: boolean;
      /** The reader's language (BCP 47) and time zone (IANA), as far as the request tells. */
      locale?: string;
      timeZone?: string;
      /** The colours, type and corners of the workspace whose page this is. */
      look?: ThemeLook | null;
    }
    interface Platform {
      /** What Cloudflare knows of the request; missing in local development. */
      cf?: { timezone?: string };
      ctx: ExecutionContext;
      env: {
        /** Where the build is for D1. */
        DB: D1Database;
        /** Where the build is for PostgreSQL or MySQL: one of these. */
        HYPERDRIVE?: Hyperdrive;
        DATABASE_URL?: string;
        ASSETS: Fetcher;
        /** How much one API key, and one address, may ask of the API. */
        KEY_LIMITER?: RateLimit;
        ADDRESS_LIMITER?: RateLimit;
        /** How often one address, and one account, may have pages and forms ask WorkOS. */
        WORKOS_LIMITER?: RateLimit;
        WORKOS_API_KEY?: string;
        WORKOS_CLIENT_ID?: string;
        WORKOS_COOKIE_PASSWORD?: string;
        WORKOS_REDIRECT_URI?: string;
        /** The local emulator; never set in production. */
        WORKOS_API_URL?: string;
        /** What WorkOS signs its webhooks with. */
        WORKOS_WEBHOOK_SECRET?: string;
        /** Where the site is, who runs it, where to write to them: content/README.md. */
        ORIGIN?: string;
        VESTA_OPERATOR?: string;
        VESTA_CONTACT?: string;
        /** Set by tests and benchmarks: answers then say what they read at D1. */
        VESTA_METER?: string;
      };
    }
  }
}
