import { apiKeys, newId, organizations, users, workspaces } from '@vesta-cx/db';
import { batch, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { mintApiKey } from '@vesta-cx/utils/api-keys';
import type { Scope } from '../http/index.ts';
import { record } from '../audit/index.ts';
import { and, eq, isNotNull } from 'drizzle-orm';
import {
  AppError,
  abortIf,
  changeSeen,
  forbidden,
  invalidField,
  requirePerson,
  unauthenticated,
  type Expected,
  type PrincipalKey,
  type Principal,
  idIfExists,
} from '../kernel/index.ts';
import {
  makerIfActive,
  recordRevocations,
  requireDepth,
  activeDescendants,
  isActive,
} from './lineage.ts';
import { authorizeOwner, type KeyOwner } from './owner.ts';
import { find, versionOf, type ShownKey } from './queries.ts';
import { scopesFor, type CreateKey } from './schemas.ts';

/** A key that was just made. `secret` is the key itself, which nobody can be shown again. */
export interface MadeKey {
  key: ShownKey;
  secret: string;
}

/**
 * Makes a key for the person, or for an organization or workspace that they administer. It never
 * may more than whoever made it may at that moment, nor more than the key that made it, with which
 * it ends at the latest. Throws `unauthenticated`, `not_found`, `forbidden` or `invalid`, and
 * `conflict` when this id has one.
 */
export async function create(
  db: Database,
  principal: Principal,
  input: CreateKey,
  now = new Date(),
): Promise<MadeKey> {
  requirePerson(principal);
  const owner = await authorizeOwner(db, principal, input);
  const scopes = [...new Set(input.scopes)];
  requireUsable(owner, scopes);
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt && expiresAt <= now) throw invalidField('expiresAt', 'This is in the past');
  const { key: parent } = principal;
  if (parent) {
    requireWithin(parent, scopes, expiresAt);
    await requireDepth(db, parent);
  }

  const id = input.id ?? newId();
  const { key: secret, hash, hint } = await mintApiKey();
  const { name } = input;
  try {
    await batch(db, (q) => [
      q.insert(apiKeys).values({
        id,
        ownerType: owner.ownerType,
        ownerId: stillThere(owner),
        // Of a key that is revoked meanwhile nothing comes any more.
        createdBy: parent
          ? makerIfActive(parent, now)
          : idIfExists(users.workosUserId, principal.userId),
        parentId: parent?.id ?? null,
        name,
        hash,
        hint,
        scopes,
        expiresAt,
      }),
      ...(owner.log
        ? [
            record(q, principal, {
              log: owner.log,
              action: 'key.create',
              object: { type: 'key', id, name },
              detail: { scopes },
            }),
          ]
        : []),
    ]);
  } catch (error) {
    if (isUniqueViolation(error)) throw madeAlready();
    if (parent) await requireStanding(db, parent, now);
    // What it is for was deleted meanwhile: then this says so.
    await authorizeOwner(db, principal, input);
    throw error;
  }
  return { key: (await find(db, principal, id)).key, secret };
}

/**
 * Makes a key useless, at once and for good, and with it all that were made with it. Again changes
 * nothing. Throws like `read`, and `precondition_failed` when the version isn't the expected one.
 */
export async function revoke(
  db: Database,
  principal: Principal,
  id: string,
  now = new Date(),
  expected?: Expected,
): Promise<void> {
  requirePerson(principal);
  const look = async () => (await find(db, principal, id)).key;
  await changeSeen(await look(), {
    noun: 'API key',
    expected,
    version: versionOf,
    again: look,
    change: async (key) => {
      if (key.revokedAt) return;
      const ending = activeDescendants(key);
      await batch(db, (q) => [
        abortIf(q, apiKeys, and(eq(apiKeys.id, id), isNotNull(apiKeys.revokedAt))),
        // Before the change: of two who revoke it at once, one does it.
        recordRevocations(q, principal, ending),
        q.update(apiKeys).set({ revokedAt: now }).where(ending),
      ]);
    },
  });
}

/** Refuses scopes of no use: who is given one for nothing would look for the fault elsewhere. */
function requireUsable({ ownerType }: KeyOwner, scopes: Scope[]): void {
  const usable = scopesFor(ownerType);
  const useless = scopes.filter((scope) => !usable.includes(scope));
  if (useless.length === 0) return;
  throw invalidField('scopes', `A key of ${owners[ownerType]} can never use ${useless.join(', ')}`);
}

const owners = { user: 'a person', organization: 'an organization', workspace: 'a workspace' };

/** A key hands on no more than it has, and for no longer. */
function requireWithin(
  { scopes: own = [], expiresAt: end }: PrincipalKey,
  scopes: string[],
  expiresAt: Date | null,
): void {
  const beyond = scopes.filter((scope) => !own.includes(scope));
  if (beyond.length > 0) {
    throw forbidden(`This API key can't hand on what it lacks: ${beyond.join(', ')}`);
  }
  if (end && (!expiresAt || expiresAt > end)) {
    throw invalidField('expiresAt', `Choose ${end.toISOString()} or before, when this key ends`);
  }
}

async function requireStanding(db: Database, key: PrincipalKey, now: Date): Promise<void> {
  const found = await db.select({ id: apiKeys.id }).from(apiKeys).where(isActive(key, now));
  if (found.length === 0) throw unauthenticated('This API key has ended');
}

function stillThere({ ownerType, ownerId }: KeyOwner) {
  const column = {
    user: users.workosUserId,
    organization: organizations.workosOrgId,
    workspace: workspaces.id,
  }[ownerType];
  return idIfExists(column, ownerId);
}

const madeAlready = () =>
  new AppError('conflict', 'This key was made already, and it is shown only once: make another');
