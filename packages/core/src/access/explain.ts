/** "May they do that here, and why?" for a person or an audience, by the rules that decide. */
import {
  permissionActions,
  permissions,
  users,
  type PermissionAction,
  type PermissionObjectType,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import {
  decide,
  explain as explainToSelf,
  guest,
  ladder,
  type Audience,
  type Decision,
  type Level,
  type PermissionRow,
  type Question,
} from '@vesta-cx/utils/permissions';
import { and, asc, eq, ne, or } from 'drizzle-orm';
import { invalidField, deletedUserId } from '../kernel/index.ts';
import { principalOf, questionOf, type Authorized } from '../permissions/index.ts';
import { administeredOn, type AccessObject, type Administered } from './objects.ts';
import { named } from './subjects.ts';
import { whyThey } from './reasons.ts';

/** The viewer whose rights are explained. */
export type ViewAs = { type: 'user'; id: string } | { type: 'audience'; id: Audience };

/** One action: whether they may, and the rule that says so. */
export interface Explanation {
  action: string;
  name: string;
  allowed: boolean;
  /**
   * `unseen`: some rule would allow it, but the thing is not there for them. `member`: no rule
   * says so, but the members of an organization see it.
   */
  rule: Decision['reason']['rule'] | 'unseen' | 'member';
  /** Of a rule on the thing or on something around it. */
  on: PermissionObjectType | null;
  /** Of whom the rule speaks; null also where that is not for the one who asks to know. */
  level: Level | null;
  inherited: boolean;
  /** A sentence for people. */
  why: string;
}

/**
 * Returns what a person or an audience may do with the thing. Rules of what is around it are told only as
 * "a rule there" to who does not administer that, and so are rules about teams and organizations
 * that are not theirs to know: else they would say who is in those. Throws `invalid` on `subject`.
 */
export async function explain(
  db: Database,
  object: Administered,
  viewer: ViewAs,
): Promise<Explanation[]> {
  if (viewer.type === 'user') await requirePerson(db, viewer.id);
  const open = await administeredOn(db, object);
  const actions = await registry(db);
  const question = await questionAbout(db, object, viewer);
  const groups = question.rows.filter(
    ({ subjectType }) => subjectType === 'team' || subjectType === 'organization',
  );
  const known = await named(db, object, groups);
  const isKnown = (row: PermissionRow) =>
    !groups.includes(row) ||
    known.some((one) => one.subjectType === row.subjectType && one.subjectId === row.subjectId);
  return answers(object, actions, question, (decision) => {
    const { reason } = decision;
    const concealed =
      reason.rule === 'row' &&
      ((reason.inherited && !open.has(reason.object.id)) || !isKnown(reason.row));
    return { why: whyThey(decision, concealed), concealed };
  });
}

/**
 * The same about whoever asks, for everybody who sees the thing. What an API key is not for it sees
 * as a guest.
 */
export async function explainMine(
  db: Database,
  object: Authorized<'read', AccessObject>,
): Promise<Explanation[]> {
  const actions = await registry(db);
  const question = await questionOf(db, principalOf(object), 'admin', object.chain);
  return answers(object, actions, question, (decision) => ({
    why: explainToSelf(decision),
    concealed: false,
  }));
}

/** Every action there is, those of the ladder first. */
export async function registry(db: Database): Promise<PermissionAction[]> {
  const rows = await db.select().from(permissionActions).orderBy(asc(permissionActions.slug));
  const rung = ({ slug }: PermissionAction) => {
    const at = (ladder as readonly string[]).indexOf(slug);
    return at < 0 ? ladder.length : at;
  };
  return rows.toSorted((a, b) => rung(a) - rung(b));
}

type Told = (decision: Decision) => { why: string; concealed: boolean };

function answers(
  { type, id, seenBy }: AccessObject,
  actions: PermissionAction[],
  question: Question,
  tell: Told,
): Explanation[] {
  const of = (action: string) => decide({ ...question, action });
  const isMember =
    type === 'organization' && question.subject.organizations.some((one) => one.id === id);
  const sees = isMember || of(seenBy).allowed;
  return actions.map(({ slug: action, name }) => {
    const decision = of(action);
    if (isMember && action === 'read' && !decision.allowed) {
      const why = 'Allowed: its members see it.';
      return { action, name, allowed: true, rule: 'member', ...nowhere, why };
    }
    if (decision.allowed && !sees) {
      const why =
        seenBy !== 'read'
          ? 'Denied: only those who may edit it see it.'
          : 'Denied: it is not there for whoever may not see it.';
      return { action, name, allowed: false, rule: 'unseen', ...nowhere, why };
    }
    const { reason } = decision;
    const { why, concealed } = tell(decision);
    const place =
      reason.rule === 'row' || reason.rule === 'owner'
        ? { on: reason.object.type, inherited: reason.inherited }
        : { on: null, inherited: false };
    const level = reason.rule === 'row' && !concealed ? reason.level : null;
    return { action, name, allowed: decision.allowed, rule: reason.rule, ...place, level, why };
  });
}

const nowhere = { on: null, level: null, inherited: false } as const;

/** Returns what a decision about the viewer takes; the same for every action. */
async function questionAbout(
  db: Database,
  { chain }: AccessObject,
  viewer: ViewAs,
): Promise<Question> {
  if (viewer.type === 'user') return questionOf(db, { userId: viewer.id }, 'admin', chain);
  const rows = await db
    .select()
    .from(permissions)
    .where(
      and(
        eq(permissions.subjectType, 'static'),
        or(
          ...chain.map(({ type, id }) =>
            and(eq(permissions.objectType, type), eq(permissions.objectId, id)),
          ),
        ),
      ),
    );
  return { subject: anybodyIn(viewer.id), action: 'admin', chain, rows };
}

/** Somebody of whom no more is known than the audience; nobody has the empty id. */
const anybodyIn = (audience: Audience): Question['subject'] =>
  audience === 'guest'
    ? guest
    : {
        userId: '',
        teamIds: [],
        organizations: [],
        follows: audience === 'follower',
        subscribes: audience === 'subscriber',
      };

async function requirePerson(db: Database, id: string): Promise<void> {
  const [row] = await db
    .select({ id: users.workosUserId })
    .from(users)
    .where(and(eq(users.workosUserId, id), ne(users.workosUserId, deletedUserId)))
    .limit(1);
  if (!row) throw invalidField('subject', 'There is no such person');
}
