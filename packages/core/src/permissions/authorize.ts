/** The only place where a right is established. What it returns is the proof. */
import type { Database } from '@vesta-cx/db/query';
import {
  decide,
  explain,
  type Decision,
  type LadderAction,
  type Question,
} from '@vesta-cx/utils/permissions';
import {
  forbidden,
  notFound,
  requireUnrestrictedKey,
  unauthenticated,
  type Principal,
  type RefusedBy,
} from '../kernel/index.ts';
import { keyCovers, questionOf } from './confined.ts';
import type { Chain } from './facts.ts';

declare const proof: unique symbol;

type Implies = {
  read: 'read';
  write: 'read' | 'write';
  delete: 'read' | 'write' | 'delete';
  admin: LadderAction;
};

/**
 * A row on which the principal holds `A`. Commands demand it, so that forgetting the check does
 * not compile. A stronger proof serves where a weaker one is asked for.
 */
export type Authorized<A extends LadderAction, T> = T & {
  readonly [proof]: { [K in Implies[A]]: true };
};

/** Who a row was authorized for, and all that was asked for it. */
const proofs = new WeakMap<object, { principal: Principal; question?: Question }>();

/**
 * Returns who a row was authorized for: whoever acts on it now. Takes the row as `authorize` handed it
 * out, not a copy.
 */
export function principalOf(row: Authorized<'read', object>): Principal {
  const proven = proofs.get(row);
  if (!proven) throw new Error('This row is a copy: pass on what authorize() returned');
  return proven.principal;
}

/** Something a right can be asked about. */
export interface Subjected<T> {
  row: T;
  chain: Chain;
  /** What it is called in an error. */
  noun: string;
  /** Drafts and scheduled things are seen by those who may write. */
  seenBy?: LadderAction;
  /** What the row keeps of the rules: that guests may read it (readability.ts), and see it. */
  guestReadable?: boolean;
  /** Theirs to see whatever the rows say: an organization, for its members. */
  known?: boolean;
}

/**
 * Hands back the row with the proof that the principal may do `action` on it. Throws `not_found`
 * when they may not even see it, `unauthenticated` when signing in might help, else `forbidden`
 * with the rule that refused.
 */
export async function authorize<A extends LadderAction, T extends object>(
  db: Database,
  principal: Principal,
  action: A,
  { row, chain, noun, seenBy = 'read', guestReadable = false, known = false }: Subjected<T>,
): Promise<Authorized<A, T>> {
  if (guestReadable && principal.userId === null && action === 'read' && seenBy === 'read') {
    proofs.set(row, { principal });
    return row as Authorized<A, T>;
  }
  // It holds every row about the chain: one fetch serves every action.
  const question = await questionOf(db, principal, 'admin', chain);
  const sees = known || decide({ ...question, action: seenBy }).allowed;
  if (!sees) throw notFound(noun);
  const decision = decide({ ...question, action });
  if (!decision.allowed && !(known && action === 'read')) {
    if (principal.userId === null) throw unauthenticated();
    if (!keyCovers(principal, chain)) requireUnrestrictedKey(principal);
    throw forbidden(explain(decision), refusedBy(decision));
  }
  proofs.set(row, { principal, question });
  return row as Authorized<A, T>;
}

/** The rule of a refusal, for whoever it refused: nothing of it names anybody else. */
function refusedBy({ reason }: Decision): RefusedBy {
  return reason.rule === 'row'
    ? {
        rule: 'row',
        on: reason.object.type,
        level: reason.level,
        inherited: reason.inherited,
      }
    : {
        // Who owns a thing is not refused.
        rule: reason.rule === 'visibility' ? 'visibility' : 'default',
        on: null,
        level: null,
        inherited: false,
      };
}

export type Rights = Record<LadderAction, boolean>;

/** Returns which of the ladder's actions the principal may do: for pages that show or hide buttons. */
export const rightsOn = async (db: Database, principal: Principal, chain: Chain): Promise<Rights> =>
  rightsBy(await questionOf(db, principal, 'admin', chain));

/** The same of a row that was authorized in this request, which then has asked; else undefined. */
export function rightsKnown(principal: Principal, row: object): Rights | undefined {
  const proven = proofs.get(row);
  return proven?.principal === principal && proven.question ? rightsBy(proven.question) : undefined;
}

function rightsBy(question: Question): Rights {
  const may = (action: LadderAction) => decide({ ...question, action }).allowed;
  return { read: may('read'), write: may('write'), delete: may('delete'), admin: may('admin') };
}
