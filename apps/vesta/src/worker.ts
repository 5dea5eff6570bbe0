import { purgeIdempotencyKeys } from '@vesta-cx/core/api';
import { purgeEvents } from '@vesta-cx/core/workos';
import kit from '#sveltekit';
import { getDb, release } from './lib/server/db';

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) => kit.fetch(request, env, ctx),
  // Once a day (wrangler.jsonc): what an Idempotency-Key made is remembered for a day, WorkOS's news for thirty.
  scheduled: async (_controller, env, ctx) => {
    const db = getDb({ env, ctx });
    try {
      await purgeIdempotencyKeys(db, new Date());
      await purgeEvents(db, new Date());
    } finally {
      release({ env, ctx });
    }
  },
} satisfies ExportedHandler<App.Platform['env']>;
