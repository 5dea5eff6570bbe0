/** What WorkOS sends: what it signed is let in, and nothing else. */
import type { RequestHandler } from '@sveltejs/kit';
import { AppError, type Services } from '@vesta-cx/core';
import { methodNotAllowed, problem, problemOf, readText } from '@vesta-cx/core/http';
import type { Database } from '@vesta-cx/db/query';
import { isFromWorkos } from '@vesta-cx/utils/workos';
import { contextOf } from './request-context';
import { servicesOf } from './services';

/** Far more than any event has. */
const longest = 256 * 1024;

/**
 * The handlers of one address, `export const { POST, fallback } = signed(…)`: a POST whose body
 * WorkOS, or somebody with its secret, has signed lately.
 */
export function signed(
  run: (body: string, db: Database, services: Services) => Promise<unknown>,
): Record<'POST' | 'fallback', RequestHandler> {
  return {
    POST: async (event) => {
      try {
        const secret = event.platform?.env.WORKOS_WEBHOOK_SECRET;
        if (!secret) throw new AppError('unavailable', 'WORKOS_WEBHOOK_SECRET is not set here');
        const body = await readText(event.request, longest);
        const signature = event.request.headers.get('workos-signature');
        if (!(await isFromWorkos(body, signature, secret))) {
          return problem('unauthenticated', 'This was not signed by WorkOS within three minutes');
        }
        const answer = await run(body, contextOf(event).db, servicesOf(event.platform));
        return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
      } catch (error) {
        return problemOf(error);
      }
    },
    fallback: ({ request }) => methodNotAllowed([{ method: 'POST' }], request),
  };
}
