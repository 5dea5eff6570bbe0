/** Guards against rules that would shut out owners or the caller. */
import { collections, organizationMembers, permissions, resources, users } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { decide, deniedBy, impliedBy, type PermissionRow } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { abortIf, invalidField } from '../kernel/index.ts';
import { mayDespite, principalOf, questionOf } from '../permissions/index.ts';
import type { AccessObject, Administered } from './objects.ts';
import type { Rule } from './schemas.ts';

/** The effect of a change on a rule. */
export type Change = 'deny' | 'clear';

/**
 * Throws `invalid` on `value` when a refusal would take `admin` from whoever writes it, or from an
 * owner of something around the thing. (Of the thing itself no rule can.)
 */
export async function requireRefusable(
  db: Database,
  object: Administered,
  rule: Rule,
): Promise<void> {
  if (!bearsOnAdmin(rule, 'deny')) return;
  if (await losesAdmin(db, object, rule)) {
    throw invalidField('value', 'This would take away your own right to change it back');
  }
  await requireOwnersKept(db, object, rule, 'deny');
}

/**
 * Throws `invalid` when the change would take `admin` from an owner of something around the thing:
 * on `value` for a refusal, on `subjectId` for a rule without which others refuse them. Whoever
 * clears a rule may leave themself.
 */
export async function requireOwnersKept(
  db: Database,
  object: Administered,
  rule: Rule,
  change: Change,
): Promise<void> {
  const [shut] = bearsOnAdmin(rule, change)
    ? await (ownersShutOut(db, object, rule, change) ?? [])
    : [];
  if (!Number(shut?.people)) return;
  throw change === 'deny'
    ? invalidField(
        'value',
        'This would shut out whoever owns what this belongs to: allow them to administer it first',
      )
    : invalidField(
        'subjectId',
        'Without this rule whoever owns what this belongs to would be shut out: take away first what denies it to them',
      );
}

/**
 * Returns what stands in a batch before the change of a rule, so that it fails as a whole when it would shut
 * out an owner of something around the thing: another change may have come in since it was looked at.
 */
export function keepingOwners(
  q: Database,
  object: AccessObject,
  rule: Rule,
  change: Change,
): Statement[] {
  const shut = bearsOnAdmin(rule, change) && ownersShutOut(q, object, rule, change);
  if (!shut) return [];
  // Those of a workspace or an organization own the thing itself: nothing can shut them out.
  const table = object.type === 'resource' ? resources : collections;
  const here = eq(table.id, object.id);
  const kept = { updatedAt: sql`${table.updatedAt}` };
  return [
    // Whoever changes the rules of one thing waits here for the one before.
    q.update(table).set(kept).where(here),
    abortIf(q, table, and(here, sql`(${shut}) > 0`)),
  ];
}

/** Returns whether the change can take `admin` from anybody. */
const bearsOnAdmin = ({ action }: Rule, change: Change): boolean =>
  (change === 'deny' ? deniedBy('admin') : impliedBy('admin')).includes(action);

async function losesAdmin(db: Database, object: Administered, rule: Rule): Promise<boolean> {
  const { type: objectType, id: objectId, chain } = object;
  const question = await questionOf(db, principalOf(object), 'admin', chain);
  const row: PermissionRow = { ...rule, objectType, objectId, value: 'deny' };
  const others = question.rows.filter((one) => !isSame(one, row));
  return decide(question).allowed && !decide({ ...question, rows: [...others, row] }).allowed;
}

const isSame = (a: PermissionRow, b: PermissionRow) =>
  (['objectType', 'objectId', 'subjectType', 'subjectId', 'action'] as const).every(
    (key) => a[key] === b[key],
  );

/**
 * The query for how many people the change takes `admin` from who own what the thing belongs to,
 * and not the thing itself; undefined where there can't be any. What they own they may administer,
 * so only rules on the thing can refuse them.
 */
function ownersShutOut(
  q: Database,
  { type, id, chain: [own, ...around] }: AccessObject,
  rule: Rule,
  change: Change,
) {
  const place = around.find(({ owner }) => owner);
  const owner = place?.owner;
  if (!owner || (owner.type === own.owner?.type && owner.id === own.owner.id)) return undefined;
  const may = (rules: SQL) =>
    mayDespite(
      { userId: sql`${users.workosUserId}` },
      'admin',
      { type, id, actor: place.id },
      sql`(${rules}) as ${permissions}`,
    );
  const others = sql`${rulesOn(type, id)} and not ${isRule(rule)}`;
  const changed =
    change === 'clear'
      ? others
      : sql`${others} union all select ${type}, ${id},
          ${rule.subjectType}, ${rule.subjectId}, ${rule.action}, 'deny'`;
  const owners =
    owner.type === 'user'
      ? eq(users.workosUserId, owner.id)
      : inArray(users.workosUserId, administratorsOf(q, owner.id));
  const isNotTheirs = own.owner?.type === 'user' ? ne(users.workosUserId, own.owner.id) : undefined;
  return q
    .select({
      // Not a condition: by the two together MariaDB 10.11 finds nobody.
      people: sql<number>`sum(case when ${may(rulesOn(type, id))} then case when ${may(changed)} then 0 else 1 end else 0 end)`,
    })
    .from(users)
    .where(and(owners, isNotTheirs));
}

const administratorsOf = (q: Database, organizationId: string) =>
  q
    .select({ id: organizationMembers.userId })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.role, 'admin'),
      ),
    );

const rulesOn = (type: AccessObject['type'], id: string): SQL => sql`
  select ${permissions.objectType}, ${permissions.objectId}, ${permissions.subjectType},
    ${permissions.subjectId}, ${permissions.action}, ${permissions.value}
  from ${permissions}
  where ${permissions.objectType} = ${type} and ${permissions.objectId} = ${id}`;

const isRule = ({ subjectType, subjectId, action }: Rule): SQL =>
  sql`(${and(
    eq(permissions.subjectType, subjectType),
    eq(permissions.subjectId, subjectId),
    eq(permissions.action, action),
  )})`;
