/** Connections of one request. workerd lets no request use what another one opened. */

/** At most this many of one request's statements run at once, within what Cloudflare allows it. */
export const perRequest = 4;

type Request = Pick<App.Platform, 'env' | 'ctx'>;

/**
 * Opens a pool when a request first asks for it, and closes it when the request is over. Under
 * `vite dev` all requests have one context, so there it is when the last of those under way is over.
 */
export function perRequestPool<Client>(
  open: (url: string) => { client: Client; close: () => Promise<unknown> },
) {
  const opened = new WeakMap<ExecutionContext, ReturnType<typeof open>>();
  const underWay = new WeakMap<ExecutionContext, number>();
  return {
    connect({ env, ctx }: Request): Client {
      const known = opened.get(ctx) ?? open(addressOf(env));
      opened.set(ctx, known);
      return known.client;
    },
    /** Call it once the answer is made; what still runs is let finish. */
    release({ ctx }: Request): void {
      const others = (underWay.get(ctx) ?? 1) - 1;
      underWay.set(ctx, others);
      if (others > 0) return;
      underWay.delete(ctx);
      const known = opened.get(ctx);
      opened.delete(ctx);
      if (known) ctx.waitUntil(known.close());
    },
    /** Every request asks the one server, which knows all writes: there is nothing to carry along. */
    readYourWrites(
      _request: globalThis.Request,
      { ctx }: Request,
      answer: () => Promise<Response>,
    ): Promise<Response> {
      underWay.set(ctx, (underWay.get(ctx) ?? 0) + 1);
      return answer();
    },
  };
}

function addressOf({ HYPERDRIVE, DATABASE_URL }: App.Platform['env']): string {
  const url = HYPERDRIVE?.connectionString ?? DATABASE_URL;
  if (url) return url;
  throw new Error(
    'This build of vesta needs a database server: bind Hyperdrive as HYPERDRIVE in wrangler.jsonc, or set DATABASE_URL',
  );
}
