import { withRequestId } from '@vesta-cx/core';
import { answerBeforeRouting, purgeIdempotencyKeys, withCors } from '@vesta-cx/core/http';
import { purgeEvents } from '@vesta-cx/core/workos';
import kit from '#sveltekit';
import { getDb, release } from './lib/server/db';

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) =>
    withRequestId(request, () => {
      const early = isPage(request) ? null : answerBeforeRouting(request, '/api');
      if (!early) return kit.fetch(request, env, ctx);
      early.headers.set('x-content-type-options', 'nosniff');
      return withCors(request, early);
    }),
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

/** Whether this is for the API's reference: below `/api`, but a page. */
const isPage = ({ url }: Request): boolean => /^\/api\/docs(?:\/|$)/.test(new URL(url).pathname);
