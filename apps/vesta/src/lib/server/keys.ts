/** What every page of API keys does: shows those of one owner, and makes another. */
import { requirePerson } from '@vesta-cx/core';
import { meaningOf } from '@vesta-cx/core/http';
import * as keys from '@vesta-cx/core/keys';
import type { ApiKeyOwnerType } from '@vesta-cx/db';
import { parseForm } from './form';
import type { RequestContext, ActionContext } from './request-context';

export interface KeyOwner {
  ownerType: ApiKeyOwnerType;
  ownerId: string;
}

const day = 24 * 60 * 60 * 1000;

/** A page of the owner's keys, or of all that act for the person, and what its form offers. */
export async function keysOf(
  { db, principal, mint, paged }: RequestContext,
  owner: KeyOwner | null,
  url: URL,
) {
  const ownerType = owner?.ownerType ?? 'user';
  const { items, next, isFirst } = await paged({ ...owner }, (cursor) =>
    keys.list(db, principal, { ...owner, limit: 30, cursor }),
  );
  return {
    id: await mint('key'),
    keys: items.map((key) => ({
      ...key,
      over: key.expiresAt !== null && key.expiresAt.getTime() <= Date.now(),
    })),
    next,
    isFirst,
    wasRevoked: url.searchParams.has('revoked'),
    scopes: keys
      .scopesFor(ownerType)
      .map((scope) => ({ scope, meaning: meaningOf(scope, ownerType) })),
  };
}

/** Makes the key of the form. What it answers is shown once: the key is in no address. */
export async function makeKey({ db, principal, form, minted }: ActionContext, owner: KeyOwner) {
  requirePerson(principal);
  const input = parseForm(keys.createKeySchema, {
    ...owner,
    name: form.get('name') ?? '',
    scopes: keys.scopesFor(owner.ownerType).filter((scope) => form.has(`scope ${scope}`)),
    expiresAt: expiryOf(form.get('days')),
  });
  const { key, secret } = await keys.create(db, principal, { ...input, id: await minted('key') });
  return { made: { name: key.name, secret } };
}

/** `days` from now as the schema takes it, null for never. What is no number of days is left for it to refuse. */
function expiryOf(days: FormDataEntryValue | null): string | null {
  if (days === 'never') return null;
  const count = typeof days === 'string' && /^\d{1,4}$/.test(days) ? Number(days) : NaN;
  return Number.isNaN(count)
    ? 'no number of days'
    : new Date(Date.now() + count * day).toISOString();
}
