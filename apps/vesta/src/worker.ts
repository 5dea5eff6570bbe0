import { purgeIdempotencyKeys } from '@vesta-cx/core/api';
import kit from 'vesta:sveltekit';
import { getDb, release } from './lib/server/db';

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) => kit.fetch(request, env, ctx),
  // Once a day (wrangler.jsonc): what an Idempotency-Key made is remembered for a day.
  scheduled: async (_controller, env, ctx) => {
    await purgeIdempotencyKeys(getDb({ env, ctx }), new Date());
    release({ env, ctx });
  },
} satisfies ExportedHandler<App.Platform['env']>;
