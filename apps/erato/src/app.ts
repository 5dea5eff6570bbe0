/** The operations of `@vesta-cx/core` under `/v0`, for API keys only. */
import {
  addressOf,
  answerBeforeRouting,
  handle,
  methodNotAllowed,
  noSuchAddress,
  openapi,
  overLimit,
  problemOf,
  problemsAt,
  publicly,
  version,
  withCors,
  type Operation,
} from '@vesta-cx/core/http';
import { operations } from '@vesta-cx/core/operations';
import { guest, upstream, withRequestId, type Services } from '@vesta-cx/core';
import { handleWithKey } from '@vesta-cx/core/keys';
import { connectWorkos } from '@vesta-cx/utils/workos';
import { Hono, type Context } from 'hono';
import type { Env } from './env.ts';
import { getDb } from './lib/server/db/index.ts';
import { problemPage } from './problems.ts';

/** Where the API begins. */
export const root = '/v0';

type Asked = Context<{ Bindings: Env }>;

export const app = new Hono<{ Bindings: Env }>();

app.use(async (c, next) => {
  const { raw } = c.req;
  c.res = await withRequestId(raw, async () => {
    const early = answerBeforeRouting(raw, root);
    if (early) return early;
    await next();
    return c.res;
  });
  c.res = withCors(raw, c.res);
  c.header('x-content-type-options', 'nosniff');
});

/** The `type` of a problem leads here. */
app.get(problemsAt, (c) => c.html(problemPage(root)));

app.get(`${root}/openapi.json`, (c) => publicly(c.json(documentOf(new URL(c.req.url).origin))));
app.all(`${root}/openapi.json`, (c) => methodNotAllowed([{ method: 'GET' }], c.req.raw));

for (const [path, offered] of Map.groupBy(operations, ({ path }) => path)) {
  const address = root + path.replace(/\{(\w+)\}/g, ':$1');
  const reads = offered.find(({ method }) => method === 'GET');
  for (const operation of offered) {
    app.on(operation.method, address, (c) => answer(operation, reads, c));
  }
  app.all(address, (c) => methodNotAllowed(offered, c.req.raw));
}

app.notFound((c) => noSuchAddress(c.req.raw));
app.onError((error) => problemOf(error));

/** True if it answers without a key: a monitor has none. */
const isOpen = ({ id }: Operation) => id === 'health.read';

/** A cookie means nothing here. */
async function answer(
  operation: Operation,
  reads: Operation | undefined,
  c: Asked,
): Promise<Response> {
  const limiters = { key: c.env.KEY_LIMITER, address: c.env.ADDRESS_LIMITER };
  const over = await overLimit(limiters, 'address', addressOf(c.req.raw));
  if (over) return over;
  const context = {
    db: getDb(c),
    params: c.req.param(),
    root,
    reads,
    cursorSecret: () => c.env.CURSOR_SECRET,
    services: servicesOf(c.env),
  };
  if (isOpen(operation) && !c.req.header('authorization')) {
    return handle(operation, c.req.raw, { ...context, principal: guest });
  }
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  return handleWithKey(operation, c.req.raw, { ...context, waitUntil, limiters });
}

const servicesOf = (env: Env): Services => ({
  get workos() {
    const { WORKOS_API_KEY: apiKey, WORKOS_CLIENT_ID: clientId, WORKOS_API_URL: url } = env;
    if (!apiKey || !clientId) throw upstream('WorkOS can’t be reached from here');
    return connectWorkos({ apiKey, clientId, emulatorUrl: url ?? null });
  },
});

/** Returns what erato offers at `origin`, as OpenAPI. */
export const documentOf = (origin: string) =>
  openapi(operations.map(asAnswered), {
    title: 'erato',
    version,
    serverUrl: origin + root,
    keys: true,
  });

const asAnswered = (operation: Operation): Operation =>
  isOpen(operation) ? operation : { ...operation, auth: 'required' };
