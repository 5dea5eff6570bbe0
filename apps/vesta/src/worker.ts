import { withRequestId } from '@vesta-cx/core';
import { answerBeforeRouting, purgeIdempotencyKeys, withCors } from '@vesta-cx/core/http';
import { purgeEvents } from '@vesta-cx/core/workos';
import { env } from 'cloudflare:workers';
import { manifest } from '#sveltekit/cloudflare-tmp/manifest.js';
import { Server } from '#sveltekit/output/server/index.js';
import adapted from '#sveltekit/worker/index.js';
import { getDb, release } from './lib/server/db';
import { redirected } from './lib/server/redirects';

const server = new Server(manifest);
const ready = server.init({ env: env as unknown as Record<string, string> });

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) =>
    withRequestId(request, async () => {
      const { pathname } = new URL(request.url);
      const early = isReference.test(pathname) ? null : answerBeforeRouting(request, '/api');
      if (early) {
        early.headers.set('x-content-type-options', 'nosniff');
        return withCors(request, early);
      }
      if (mayBeKept.test(pathname)) return adapted.fetch(request, env, ctx);
      return (await redirected(request, { env, ctx })) ?? respond(request, env, ctx);
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

/** The API's reference: below `/api`, but pages. */
const isReference = /^\/api\/docs(?:\/|$)/;

/**
 * What shared caches may keep. The adapter's worker looks into Cloudflare's before it answers, which
 * costs more than a select: all other requests go to SvelteKit straight.
 */
const mayBeKept = /^\/(?:_app\/|\.well-known\/|robots\.txt$|sitemap[./]|api\/openapi\.json$)/;

async function respond(
  request: Request,
  env: App.Platform['env'],
  ctx: ExecutionContext,
): Promise<Response> {
  await ready;
  const getClientAddress = () => request.headers.get('cf-connecting-ip') ?? '';
  const platform = { env, ctx, cf: request.cf } as App.Platform;
  return server.respond(request, { platform, getClientAddress });
}
