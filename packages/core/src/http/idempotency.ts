/**
 * `Idempotency-Key`: a retried POST makes one thing and gets the first answer.
 *
 * The claim is a row that only one request can insert. Answers below 500 are kept for a day and
 * replayed; 401 and 429 are not, since they say nothing about the request. A request that failed or
 * crashed leaves its claim, which the next try takes over with the same minted id, so that a create
 * that got through meets itself.
 */
import { idempotencyKeys, newId, type IdempotencyKey } from '@vesta-cx/db';
import { batch, changedRows, insertIgnore, type Database } from '@vesta-cx/db/query';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { AppError, invalidField } from '../kernel/index.ts';
import { sha256 } from './etag.ts';
import { HttpError, withOwnRequestId } from './problem.ts';

/** After this long a request without an answer counts as crashed. */
const takeoverMs = 30_000;
/** Time for which answers are kept. */
const keepMs = 24 * 60 * 60 * 1000;

/** The result of looking up the request's key: a claim to run under, or an answer given before. */
export type Claim =
  { id: string; settle: (response: Response) => Promise<void> } | { id: string; replay: Response };

/** The key of a request: 1 to 255 printable ASCII characters, or null when none is given. */
export function keyOf(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw invalidField('Idempotency-Key', 'Give 1 to 255 printable ASCII characters');
}

/** Claims `key` for this request, or finds what it led to. Throws when it can't be used now. */
export async function claim(
  db: Database,
  callerId: string,
  key: string,
  request: { method: string; path: string; body: string },
  now: Date,
): Promise<Claim> {
  const fingerprint = await sha256(`${request.method} ${request.path}\n${request.body}`);
  const mine = { callerId, key, fingerprint, mintedId: newId(), createdAt: now };
  // Which row is there afterwards tells whose claim it is, whatever the engine calls a change.
  const [, [held]] = await batch(db, (q) => [
    insertIgnore(q, idempotencyKeys, mine),
    q
      .select()
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.callerId, callerId), eq(idempotencyKeys.key, key))),
  ]);
  if (!held) throw busy();
  if (held.mintedId === mine.mintedId) return under(db, mine);
  if (now.getTime() - held.createdAt.getTime() >= keepMs) return takeOver(db, held, mine);
  if (held.fingerprint !== fingerprint) {
    throw new HttpError('key_reused', 'Use a new key for another address or another body');
  }
  if (held.responseStatus !== null) return { id: held.mintedId, replay: answerOf(held) };
  if (now.getTime() - held.createdAt.getTime() < takeoverMs) throw busy();
  return takeOver(db, held, { ...mine, mintedId: held.mintedId });
}

/** Forgets answers older than a day. For a scheduled job. */
export async function purgeIdempotencyKeys(db: Database, now: Date): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - keepMs)));
}

type Mine = Pick<IdempotencyKey, 'callerId' | 'key' | 'fingerprint' | 'mintedId' | 'createdAt'>;

/** Makes a claim that somebody left behind ours; of several who try, one gets it. */
async function takeOver(db: Database, held: IdempotencyKey, mine: Mine): Promise<Claim> {
  const taken = await db
    .update(idempotencyKeys)
    .set({ ...mine, responseStatus: null, responseHeaders: null, responseBody: null })
    .where(and(isClaim(held), eq(idempotencyKeys.mintedId, held.mintedId)));
  if (changedRows(taken) !== 1) throw busy();
  return under(db, mine);
}

function under(db: Database, mine: Mine): Claim {
  const unanswered = and(isClaim(mine), isNull(idempotencyKeys.responseStatus));
  return {
    id: mine.mintedId,
    async settle(response) {
      const { status } = response;
      const answer =
        status >= 500 || status === 401 || status === 429
          ? { createdAt: new Date(mine.createdAt.getTime() - takeoverMs) }
          : {
              responseStatus: status,
              responseHeaders: Object.fromEntries(response.headers),
              responseBody: await response.clone().text(),
            };
      await db.update(idempotencyKeys).set(answer).where(unanswered);
    },
  };
}

/** A row as long as nobody took it over: a takeover changes its time. */
const isClaim = ({ callerId, key, createdAt }: Mine) =>
  and(
    eq(idempotencyKeys.callerId, callerId),
    eq(idempotencyKeys.key, key),
    eq(idempotencyKeys.createdAt, createdAt),
  );

function answerOf({ responseStatus, responseHeaders, responseBody }: IdempotencyKey): Response {
  // A problem names the request that it answers, and this is another one.
  const response = new Response(withOwnRequestId(responseBody) || null, {
    status: responseStatus!,
    headers: responseHeaders ?? {},
  });
  response.headers.set('idempotency-replayed', 'true');
  return response;
}

const busy = () =>
  new AppError('conflict', 'A request with this Idempotency-Key is still under way', {
    retryAfter: 1,
  });
