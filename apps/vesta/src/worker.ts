import { purgeIdempotencyKeys } from '@vesta-cx/core/api';
import { drizzle } from 'drizzle-orm/d1';
import kit from 'vesta:sveltekit';
import * as schema from './lib/server/db/schema';

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) => kit.fetch(request, env, ctx),
  // Once a day (wrangler.jsonc): what an Idempotency-Key made is remembered for a day.
  scheduled: (_controller, env, ctx) =>
    ctx.waitUntil(purgeIdempotencyKeys(drizzle(env.DB, { schema }), new Date())),
} satisfies ExportedHandler<App.Platform['env']>;
