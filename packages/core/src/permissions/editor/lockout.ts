/** Who must not be shut out by a rule. */
import { organizationMembers, teamUsers } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { decide, type PermissionRow } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { invalidField } from '../../kernel/index.ts';
import { provenBy, questionOf } from '../index.ts';
import type { AccessObject, Administered } from './objects.ts';
import type { Rule } from './schemas.ts';

/**
 * Throws `invalid` on `value` when a refusal would take `admin` from whoever writes it, or from an
 * owner of something around the thing. (Of the thing itself no rule can.)
 */
export async function requireNobodyShutOut(
  db: Database,
  object: Administered,
  rule: Rule,
): Promise<void> {
  const row: PermissionRow = {
    ...rule,
    objectType: object.type,
    objectId: object.id,
    value: 'deny',
  };
  const { userId } = provenBy(object);
  if (await losesAdmin(db, userId, object, row)) {
    throw invalidField('value', 'This would take away your own right to change it back');
  }
  for (const owner of await ownersAround(db, object, rule)) {
    if (await losesAdmin(db, owner, object, row)) {
      throw invalidField(
        'value',
        'This would shut out whoever owns what this belongs to: allow them to administer it first',
      );
    }
  }
}

async function losesAdmin(
  db: Database,
  userId: string | null,
  { chain }: AccessObject,
  row: PermissionRow,
): Promise<boolean> {
  const question = await questionOf(db, { userId }, 'admin', chain);
  if (!decide(question).allowed) return false;
  const others = question.rows.filter((one) => !isSame(one, row));
  return !decide({ ...question, rows: [...others, row] }).allowed;
}

const isSame = (a: PermissionRow, b: PermissionRow) =>
  (['objectType', 'objectId', 'subjectType', 'subjectId', 'action'] as const).every(
    (key) => a[key] === b[key],
  );

/** The most administrators of an organization that are asked about. */
const mostAdmins = 20;

/** Those who own a parent, and not the thing itself, and whom the rule could be about. */
async function ownersAround(
  db: Database,
  { chain: [own, ...parents] }: AccessObject,
  rule: Rule,
): Promise<string[]> {
  const around = parents
    .map(({ owner }) => owner)
    .filter((owner) => owner && !(owner.type === own.owner?.type && owner.id === own.owner.id));
  const people = around.flatMap((owner) => (owner?.type === 'user' ? [owner.id] : []));
  const labels = around.flatMap((owner) => (owner?.type === 'organization' ? [owner.id] : []));
  if (labels.length === 0) return people;
  const admins = await db
    .select({ id: organizationMembers.userId })
    .from(organizationMembers)
    .where(
      and(
        inArray(organizationMembers.organizationId, labels),
        eq(organizationMembers.role, 'admin'),
        isMeant(db, rule),
      ),
    )
    .limit(mostAdmins);
  return [...people, ...admins.map(({ id }) => id)];
}

function isMeant(db: Database, { subjectType, subjectId }: Rule): SQL | undefined {
  switch (subjectType) {
    case 'user':
      return eq(organizationMembers.userId, subjectId);
    case 'team':
      return inArray(
        organizationMembers.userId,
        db.select({ id: teamUsers.userId }).from(teamUsers).where(eq(teamUsers.teamId, subjectId)),
      );
    case 'organization':
    case 'static':
      return undefined;
  }
}
