/** Who must not be shut out by a change of a rule. */
import { organizationMembers, permissions, users } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { decide, deniedBy, impliedBy, type PermissionRow } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { invalidField } from '../../kernel/index.ts';
import { mayDespite } from '../filter.ts';
import { provenBy, questionOf } from '../index.ts';
import type { AccessObject, Administered } from './objects.ts';
import type { Rule } from './schemas.ts';

/**
 * Throws `invalid` on `value` when a refusal would take `admin` from whoever writes it, or from an
 * owner of something around the thing. (Of the thing itself no rule can.)
 */
export async function requireRefusable(
  db: Database,
  object: Administered,
  rule: Rule,
): Promise<void> {
  if (!deniedBy('admin').includes(rule.action)) return;
  if (await losesAdmin(db, object, rule)) {
    throw invalidField('value', 'This would take away your own right to change it back');
  }
  if (await shutsOutOwner(db, object, rule, 'deny')) {
    throw invalidField(
      'value',
      'This would shut out whoever owns what this belongs to: allow them to administer it first',
    );
  }
}

/**
 * Throws `invalid` on `subjectId` when without the rule others would take `admin` from an owner of
 * something around the thing. Whoever clears a rule may leave themself.
 */
export async function requireClearable(
  db: Database,
  object: Administered,
  rule: Rule,
): Promise<void> {
  if (!impliedBy('admin').includes(rule.action)) return;
  if (await shutsOutOwner(db, object, rule, 'clear')) {
    throw invalidField(
      'subjectId',
      'Without this rule whoever owns what this belongs to would be shut out: take away first what denies it to them',
    );
  }
}

async function losesAdmin(db: Database, object: Administered, rule: Rule): Promise<boolean> {
  const { type: objectType, id: objectId, chain } = object;
  const question = await questionOf(db, provenBy(object), 'admin', chain);
  const row: PermissionRow = { ...rule, objectType, objectId, value: 'deny' };
  const others = question.rows.filter((one) => !isSame(one, row));
  return decide(question).allowed && !decide({ ...question, rows: [...others, row] }).allowed;
}

const isSame = (a: PermissionRow, b: PermissionRow) =>
  (['objectType', 'objectId', 'subjectType', 'subjectId', 'action'] as const).every(
    (key) => a[key] === b[key],
  );

/**
 * Whether the change takes `admin` from somebody who owns what the thing belongs to, and not the
 * thing itself. What they own they may administer, so only rules on the thing can refuse them.
 */
async function shutsOutOwner(
  db: Database,
  { type, id, chain: [own, ...around] }: AccessObject,
  rule: Rule,
  change: 'deny' | 'clear',
): Promise<boolean> {
  const place = around.find(({ owner }) => owner);
  const owner = place?.owner;
  if (!owner || (owner.type === own.owner?.type && owner.id === own.owner.id)) return false;
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
      : inArray(users.workosUserId, administratorsOf(db, owner.id));
  const isNotTheirs = own.owner?.type === 'user' ? ne(users.workosUserId, own.owner.id) : undefined;
  // Columns, not conditions: by the two together MariaDB 10.11 finds nobody.
  const people = await db
    .select({
      before: may(rulesOn(type, id)).mapWith(Boolean).as('may_before'),
      after: may(changed).mapWith(Boolean).as('may_after'),
    })
    .from(users)
    .where(and(owners, isNotTheirs));
  return people.some(({ before, after }) => before && !after);
}

const administratorsOf = (db: Database, organizationId: string) =>
  db
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
