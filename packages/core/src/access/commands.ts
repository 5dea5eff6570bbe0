/**
 * Writing rules. Only who administers a thing writes them, so that nobody gives more than they
 * hold. Any administrator may take rights from any other, but not from whoever owns the thing or
 * something around it, and not from themself by a refusal: somebody must be left to change it back.
 */
import {
  newId,
  permissionActions,
  permissions,
  type Permission,
  type PermissionAction,
} from '@vesta-cx/db';
import {
  batch,
  changedRows,
  isUniqueViolation,
  upsert,
  type AnyTable,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq, exists, notExists, type SQL } from 'drizzle-orm';
import { logOf, record, type AuditEntry } from '../audit/index.ts';
import {
  abortIf,
  changeSeen,
  invalidField,
  nextVersion,
  versionOf,
  type Expected,
  idIfExists,
} from '../kernel/index.ts';
import { principalOf, refreshObject, roleIn } from '../permissions/index.ts';
import { keepingOwners, requireOwnersKept, requireRefusable } from './lockout.ts';
import { keyOf, load, type AccessObject, type Administered } from './objects.ts';
import type { Rule, RuleValue } from './schemas.ts';
import { requireSubject, subjectKey } from './subjects.ts';

/**
 * Allows or denies one action to one subject. Doing it twice changes nothing. Throws `invalid`
 * for a subject or an action that isn't there, for a rule about the owner, for a refusal that would
 * shut out whoever owns the thing or writes the rule or change nothing, and for an audience that would
 * change the thing; `precondition_failed` when the version isn't the expected one.
 */
export async function set(
  db: Database,
  object: Administered,
  rule: Rule,
  value: RuleValue,
  expected?: Expected,
): Promise<{ permission: Permission; created: boolean }> {
  const action = await requireAction(db, rule.action);
  await requireSubject(db, object, rule);
  await requireNotOwner(db, object, rule, value);
  if (value === 'allow') requireNamed(rule, action);
  if (value === 'deny') await requireRefusable(db, object, rule);
  return onRule(db, object, rule, expected, async (seen) => {
    const { before } = seen;
    if (before?.value === value) return { permission: before, created: false };
    const subject = subjectKey[rule.subjectType];
    const values = {
      id: newId(),
      subjectType: rule.subjectType,
      subjectId: subject ? idIfExists(subject, rule.subjectId) : rule.subjectId,
      objectType: object.type,
      objectId: idIfExists(keyOf[object.type], object.id),
      action: rule.action,
      value,
    };
    try {
      await batch(db, (q) => [
        ...asSeen(q, object, rule, seen, expected),
        ...(value === 'deny' ? keepingOwners(q, object, rule, 'deny') : []),
        upsert(q, permissions, values as never, {
          target: [
            permissions.objectType,
            permissions.objectId,
            permissions.subjectType,
            permissions.subjectId,
            permissions.action,
          ],
          set: { value, ...nextVersion(before ?? { updatedAt: new Date(0) }) },
        }),
        ...kept(q, object, rule),
        ...recorded(q, object, { action: 'permission.set', detail: { ...plain(rule), value } }),
      ]);
    } catch (error) {
      if (isUniqueViolation(error)) throw error;
      // Changed meanwhile: say what.
      await load(db, object);
      await requireSubject(db, object, rule);
      if (value === 'deny') await requireOwnersKept(db, object, rule, 'deny');
      throw error;
    }
    const permission = (await find(db, object, rule))!;
    return { permission, created: permission.id === values.id };
  });
}

/**
 * Takes a rule away; false when there was none. Who clears their own leaves. Throws `invalid` on
 * `subjectId` when that would shut out whoever owns what the thing belongs to, and
 * `precondition_failed` like `set`.
 */
export const clear = (
  db: Database,
  object: Administered,
  rule: Rule,
  expected?: Expected,
): Promise<boolean> =>
  onRule(db, object, rule, expected, async (seen) => {
    if (!seen.before) return false;
    const gives = seen.before.value === 'allow';
    if (gives) await requireOwnersKept(db, object, rule, 'clear');
    let at = 0;
    try {
      const outcomes = await batch(db, (q) => {
        const first = [
          ...asSeen(q, object, rule, seen, expected),
          ...(gives ? keepingOwners(q, object, rule, 'clear') : []),
          // Before the change: of two who clear it at once, one does it.
          ...recorded(q, object, {
            action: 'permission.clear',
            detail: plain(rule),
            onlyIf: { from: permissions, where: isRule(object, rule) },
          }),
        ];
        at = first.length;
        return [
          ...first,
          q.delete(permissions).where(isRule(object, rule)),
          ...kept(q, object, rule),
        ];
      });
      return changedRows(outcomes[at]) > 0;
    } catch (error) {
      // Changed meanwhile: say what.
      if (gives) await requireOwnersKept(db, object, rule, 'clear');
      throw error;
    }
  });

/** A rule as it was seen, which may be that there was none. */
interface SeenRule {
  before: Permission | undefined;
}

async function onRule<T>(
  db: Database,
  object: AccessObject,
  rule: Rule,
  expected: Expected,
  change: (seen: SeenRule) => Promise<T>,
): Promise<T> {
  const look = async () => ({ before: await find(db, object, rule) });
  const version = ({ before }: SeenRule) => (before ? versionOf(before) : null);
  return changeSeen(await look(), { noun: 'rule', expected, version, again: look, change });
}

/** Returns what fails the batch unless the rule is as it was seen, for who demands a version. */
function asSeen(
  q: Database,
  object: AccessObject,
  rule: Rule,
  { before }: SeenRule,
  expected: Expected,
): Statement[] {
  if (expected === undefined) return [];
  const present = q
    .select({ id: permissions.id })
    .from(permissions)
    .where(and(isRule(object, rule), before && eq(permissions.updatedAt, before.updatedAt)));
  const key = keyOf[object.type];
  const isOther = before ? notExists(present) : exists(present);
  return [abortIf(q, key.table as AnyTable, and(eq(key, object.id), isOther))];
}

const plain = ({ subjectType, subjectId, action }: Rule): Rule => ({
  subjectType,
  subjectId,
  action,
});

/** Returns what is kept because of rules. Only those about audiences decide who may find a thing. */
const kept = (q: Database, object: AccessObject, { subjectType }: Rule): Statement[] =>
  subjectType === 'static' ? refreshObject(q, object) : [];

/** The row of a rule, if there is one. */
async function find(
  db: Database,
  object: AccessObject,
  rule: Rule,
): Promise<Permission | undefined> {
  const [row] = await db.select().from(permissions).where(isRule(object, rule)).limit(1);
  return row;
}

const isRule = ({ type, id }: AccessObject, { subjectType, subjectId, action }: Rule): SQL =>
  and(
    eq(permissions.objectType, type),
    eq(permissions.objectId, id),
    eq(permissions.subjectType, subjectType),
    eq(permissions.subjectId, subjectId),
    eq(permissions.action, action),
  )!;

async function requireAction(
  db: Database,
  slug: string,
): Promise<Pick<PermissionAction, 'category'>> {
  const [row] = await db
    .select({ category: permissionActions.category })
    .from(permissionActions)
    .where(eq(permissionActions.slug, slug))
    .limit(1);
  if (!row) throw invalidField('action', 'There is no such action');
  return row;
}

/**
 * Requires that the rule is not about an owner: what they may do no rule changes. Allowing something
 * to an administrator of the organization that owns the object has a use all the same: it is what
 * they keep when they are administrator no more.
 */
async function requireNotOwner(
  db: Database,
  { type, id, chain: [{ owner }] }: AccessObject,
  { subjectType, subjectId }: Rule,
  value: RuleValue,
): Promise<void> {
  if (subjectType !== 'user') return;
  if (owner?.type === 'user' && owner.id === subjectId) {
    throw invalidField('subjectId', 'They own this and may do everything: a rule changes nothing');
  }
  const organizationId =
    type === 'organization' ? id : owner?.type === 'organization' ? owner.id : undefined;
  if (value !== 'deny' || !organizationId) return;
  if ((await roleIn(db, subjectId, organizationId)) !== 'admin') return;
  throw invalidField(
    'subjectId',
    'They administer the organization that owns this and may do everything: make them a member first',
  );
}

/**
 * Everything but seeing a thing and taking part in it (the registry's `resource`) is allowed to people,
 * teams and organizations by name: an audience is nobody that could answer for it, and anybody may
 * join it. Guests can't even take part.
 */
function requireNamed(
  { subjectType, subjectId, action }: Rule,
  { category }: Pick<PermissionAction, 'category'>,
): void {
  if (subjectType !== 'static' || action === 'read') return;
  if (subjectId === 'guest') {
    throw invalidField('action', 'People who are not signed in can be allowed to read only');
  }
  if (category !== 'resource') {
    throw invalidField(
      'action',
      'An audience can be allowed to see and take part only: name people, a team or an organization',
    );
  }
}

/** Into the logs of the workspace and the organization around the thing; a person's own has none. */
function recorded(
  q: Database,
  object: Administered,
  entry: Pick<AuditEntry, 'detail' | 'onlyIf'> & { action: 'permission.set' | 'permission.clear' },
): Statement[] {
  const workspace = object.chain.find(({ type }) => type === 'workspace');
  const organization = object.chain.find(({ type }) => type === 'organization');
  if (!workspace && !organization) return [];
  const log =
    workspace?.owner && workspace.owner.type !== 'workspace'
      ? logOf({ id: workspace.id, ownerType: workspace.owner.type, ownerId: workspace.owner.id })
      : { organizationId: organization?.id ?? null };
  const { type, id, loggedAs: name } = object;
  return [record(q, principalOf(object), { ...entry, log, object: { type, id, name } })];
}
