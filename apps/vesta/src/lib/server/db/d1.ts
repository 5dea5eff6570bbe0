/** D1, through its binding: each request has one session, so that replicas may answer. */
import { RequestSession, type Start } from '@vesta-cx/utils/d1';
import { drizzle } from 'drizzle-orm/d1';
import { isChange, startOf, withToken } from './consistency';
import { withRelations } from './relations';
import * as schema from './schema';

type Platform = Pick<App.Platform, 'env' | 'ctx'>;

const starts = new WeakMap<ExecutionContext, Start>();
const opened = new WeakMap<ExecutionContext, ReturnType<typeof open>>();

/** The request's client. What nobody asked for, like a scheduled job, starts at the primary. */
export function connect({ env, ctx }: Platform) {
  const known = opened.get(ctx) ?? open(env.DB, starts.get(ctx) ?? 'first-primary');
  opened.set(ctx, known);
  return known.client;
}

/** A binding holds nothing open. */
export const release = (_platform: Platform): void => {};

/**
 * Answers a request so that its caller reads their own writes: it starts where the caller's token
 * says, and the answer to a change carries the next token.
 */
export async function readYourWrites(
  request: Request,
  { ctx }: Platform,
  answer: () => Promise<Response>,
): Promise<Response> {
  // Under `vite dev` all requests have one context.
  opened.delete(ctx);
  starts.set(ctx, startOf(request));
  const response = await answer();
  const session = opened.get(ctx)?.session;
  const token = session && (isChange(request) || session.changed) ? session.bookmark : null;
  return token === null ? response : withToken(response, request, token);
}

function open(binding: D1Database, start: Start) {
  const session = new RequestSession(binding, start);
  // Drizzle's types ask for a whole database, its code for `prepare` and `batch`.
  const database = session as unknown as D1Database;
  const client = withRelations(drizzle(database), () => drizzle(database, { schema }));
  return { session, client };
}
