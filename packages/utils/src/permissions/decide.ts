import { deniedBy, impliedBy } from './actions.ts';
import type {
  Audience,
  Decision,
  Level,
  ObjectFacts,
  PermissionRow,
  Question,
  Reason,
  Subject,
} from './types.ts';
import { levels } from './types.ts';

/** Nobody signed in. */
export const guest: Subject = { userId: null, teamIds: [], organizations: [] };

/**
 * May the subject do the action on the first object of the chain?
 *
 * 1. The owner of the object may do everything.
 * 2. Else the rows on the object decide, level by level (user, team, organization, static):
 *    the first level with a decision wins, inside a level deny beats allow.
 * 3. Actions imply each other (`impliedBy`, `deniedBy`).
 * 4. No decision: the same question about the parent, ownership included.
 * 5. No decision anywhere: `read` follows the workspace's visibility, all else is denied. A
 *    resource or collection outside any workspace (a person's status, a person's collection)
 *    counts as public; an organization never does, since it never speaks in public.
 */
export function decide(question: Question): Decision {
  const { subject, action, chain, rows } = question;
  const subjects = subjectKeys(subject);
  const grants = new Set(impliedBy(action));
  const refusals = new Set(deniedBy(action));

  for (const object of chain) {
    const inherited = object !== chain[0];
    const owner = owning(subject, object);
    if (owner) return yes({ rule: 'owner', object: name(object), owner, inherited });

    const mine = rows.filter(
      (row) =>
        row.objectType === object.type &&
        row.objectId === object.id &&
        subjects[row.subjectType].includes(row.subjectId),
    );
    for (const level of levels) {
      const here = mine.filter((row) => row.subjectType === level);
      const deny = here.find((row) => row.value === 'deny' && refusals.has(row.action));
      const row =
        deny ??
        strongest(
          here.filter((r) => r.value === 'allow' && grants.has(r.action)),
          action,
        );
      if (row) {
        return {
          allowed: row.value === 'allow',
          reason: { rule: 'row', object: name(object), level, row, inherited },
        };
      }
    }
  }
  return byVisibility(question);
}

/**
 * Everything a permission row can name to mean this person, by level: what a query puts
 * into its `where`.
 */
export function subjectKeys(subject: Subject): Record<Level, readonly string[]> {
  if (subject.userId === null) {
    return { user: [], team: [], organization: [], static: ['guest' satisfies Audience] };
  }
  const audiences: Audience[] = ['authenticated'];
  if (subject.follows) audiences.push('follower');
  if (subject.subscribes) audiences.push('subscriber');
  return {
    user: [subject.userId],
    team: subject.teamIds,
    organization: subject.organizations.map(({ id }) => id),
    static: audiences,
  };
}

function owning(subject: Subject, object: ObjectFacts) {
  if (subject.userId === null) return null;
  const owner = object.type === 'organization' ? organizationOf(object) : object.owner;
  if (owner?.type === 'user') {
    return owner.id === subject.userId ? { type: owner.type, id: owner.id } : null;
  }
  if (owner?.type === 'organization') {
    const admin = subject.organizations.some(({ id, role }) => id === owner.id && role === 'admin');
    return admin ? { type: owner.type, id: owner.id } : null;
  }
  return null; // A workspace's own things: the workspace is their parent and answers there.
}

function organizationOf(object: ObjectFacts) {
  return { type: 'organization' as const, id: object.id };
}

/** The row that names the action itself explains best; any other grant will do. */
function strongest(granting: PermissionRow[], action: string): PermissionRow | undefined {
  return granting.find((row) => row.action === action) ?? granting[0];
}

function byVisibility({ action, chain }: Question): Decision {
  if (action !== 'read' || chain[0].type === 'organization') return no({ rule: 'default' });
  const workspace = chain.find(({ type }) => type === 'workspace');
  const visibility = workspace ? (workspace.visibility ?? 'private') : 'public';
  const reason: Reason = {
    rule: 'visibility',
    visibility,
    workspaceId: workspace?.id ?? null,
  };
  return visibility === 'public' ? yes(reason) : no(reason);
}

const name = ({ type, id }: ObjectFacts) => ({ type, id });
const yes = (reason: Reason): Decision => ({ allowed: true, reason });
const no = (reason: Reason): Decision => ({ allowed: false, reason });
