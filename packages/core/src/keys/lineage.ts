/** Which keys a key has made. They end with it: who has stolen it must keep nothing of it. */
import { apiKeys, workspaces } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, gt, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { recordEach } from '../audit/index.ts';
import { forbidden, type Principal, type PrincipalKey } from '../kernel/index.ts';

/** MySQL follows 1,000 steps and no more: what is further away could not be ended. */
const mostGenerations = 10;

/**
 * SQL condition: a row of `api_keys` is the key, or was made with it or with one that was, and isn't revoked.
 * All of them have one maker, whose keys an index finds where an engine can't begin with the ids.
 */
export const activeDescendants = ({ id, createdBy }: { id: string; createdBy: string }): SQL =>
  and(
    eq(apiKeys.createdBy, createdBy),
    isNull(apiKeys.revokedAt),
    inArray(
      apiKeys.id,
      sql`(with recursive family (id) as (
        select ${apiKeys.id} from ${apiKeys} where ${apiKeys.id} = ${id}
        union all
        select ${apiKeys.id} from ${apiKeys} inner join family on ${apiKeys.parentId} = family.id
      ) select id from family)`,
    ),
  )!;

/** SQL condition: a row of `api_keys` has not expired. */
export const lasts = (now: Date): SQL => or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))!;

/** SQL condition: a row of `api_keys` is this key, and that it works. */
export const isActive = ({ id }: PrincipalKey, now: Date): SQL =>
  and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt), lasts(now))!;

/**
 * Returns whose key it is as long as it works, else NULL: for the column that can't be NULL in what it
 * makes. DISTINCT since MySQL reads the table it writes only through a derived table of its own.
 */
export const makerIfActive = (key: PrincipalKey, now: Date): SQL<string> =>
  sql`(select maker from (
    select distinct ${apiKeys.createdBy} as maker from ${apiKeys} where ${isActive(key, now)}
  ) as making)`;

/** Throws `forbidden` when as many keys as may have each made the next one up to this one. */
export async function requireDepth(db: Database, { id }: PrincipalKey): Promise<void> {
  const line = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(
      inArray(
        apiKeys.id,
        sql`(with recursive line (id, parent) as (
          select ${apiKeys.id}, ${apiKeys.parentId} from ${apiKeys} where ${apiKeys.id} = ${id}
          union all
          select ${apiKeys.id}, ${apiKeys.parentId}
          from ${apiKeys} inner join line on ${apiKeys.id} = line.parent
        ) select id from line)`,
      ),
    );
  if (line.length >= mostGenerations) {
    throw forbidden(`Keys can make each other ${mostGenerations} deep: use an earlier one`);
  }
}

/**
 * Writes down that these keys end, each in the log of what it is for; a person's own are in none. It
 * stands before the change that ends them.
 */
export const recordRevocations = (
  q: Database,
  who: Principal | 'workos' | 'system',
  which: SQL,
): Statement =>
  recordEach(
    q,
    who,
    {
      log: {
        workspaceId: sql`case when ${apiKeys.ownerType} = 'workspace' then ${apiKeys.ownerId} end`,
        organizationId: sql`case ${apiKeys.ownerType}
          when 'organization' then ${apiKeys.ownerId}
          when 'workspace' then (select ${workspaces.ownerId} from ${workspaces}
            where ${workspaces.id} = ${apiKeys.ownerId} and ${workspaces.ownerType} = 'organization')
          end`,
      },
      action: 'key.revoke',
      object: { type: 'key', id: sql`${apiKeys.id}`, name: sql`${apiKeys.name}` },
    },
    { from: apiKeys, where: and(which, ne(apiKeys.ownerType, 'user'))!, key: apiKeys.id },
  );
