/** From a request's `Authorization` header to who is asking. */
import { apiKeys, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { hashApiKey, readApiKey } from '@vesta-cx/utils/api-keys';
import { and, eq, isNull, lte, or } from 'drizzle-orm';
import { scopes as known, type Scope } from '../http/index.ts';
import type { Person, PrincipalKey } from '../kernel/index.ts';
import { makerMembership } from './maker-membership.ts';

/** The caller that a key belongs to. */
interface Caller {
  principal: Person & { key: PrincipalKey };
  scopes: Scope[];
  /** Notes that the key was used; null when that was noted within the hour. */
  noteUse: (() => Promise<void>) | null;
}

/** Either who it is, or why the key is worth nothing, in a sentence for whoever sent it. */
export type Authentication =
  { caller: Caller; refused?: undefined } | { caller?: undefined; refused: string };

/** A busy key must not cost a write for every request. */
const noteEveryMs = 60 * 60 * 1000;

/** The key of a request, as it was sent, or why there is none. Asks nobody. */
export function keyIn(request: Request): { key: string } | { refused: string } {
  const [, text] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (text === undefined) return { refused: 'Send the key as `Authorization: Bearer vesta_…`' };
  const kind = readApiKey(text);
  if (kind === 'foreign') return { refused: 'This is no API key of vesta: they begin with vesta_' };
  if (kind === 'mistyped') {
    return { refused: 'This API key is mistyped or cut off: its checksum does not fit' };
  }
  return { key: text };
}

/**
 * Returns whose key this is. One query says it all, also whether whoever made it still belongs to what it is
 * for: a key never outlives the right to have it.
 */
export async function authenticate(
  db: Database,
  text: string,
  now = new Date(),
): Promise<Authentication> {
  const [row] = await db
    .select({ key: apiKeys, hasPart: makerMembership.as('has_part') })
    .from(apiKeys)
    .leftJoin(
      workspaces,
      and(eq(apiKeys.ownerType, 'workspace'), eq(workspaces.id, apiKeys.ownerId)),
    )
    .where(eq(apiKeys.hash, await hashApiKey(text)))
    .limit(1);
  if (!row) return { refused: 'There is no such API key' };
  const { key } = row;
  if (key.revokedAt) return { refused: 'This API key was revoked' };
  if (key.expiresAt && key.expiresAt <= now) return { refused: 'This API key has expired' };
  if (!row.hasPart) return { refused: left(key.ownerType) };
  const confinedTo = key.ownerType === 'user' ? null : { type: key.ownerType, id: key.ownerId };
  const scopes = key.scopes.filter((scope): scope is Scope => Object.hasOwn(known, scope));
  return {
    caller: {
      principal: {
        userId: key.createdBy,
        key: { id: key.id, confinedTo, scopes, expiresAt: key.expiresAt },
      },
      scopes,
      noteUse: isNoted(key.lastUsedAt, now) ? null : () => noteUse(db, key.id, now),
    },
  };
}

const left = (place: string) => `Whoever made this API key has no part in its ${place} any more`;

const isNoted = (at: Date | null, now: Date): boolean =>
  at !== null && now.getTime() - at.getTime() < noteEveryMs;

/** Of several requests at once, one writes. */
async function noteUse(db: Database, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - noteEveryMs);
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, before))),
    );
}
