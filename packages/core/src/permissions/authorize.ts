/** The only place where a right is established. What it returns is the proof. */
import type { Database } from '@vesta-cx/db/query';
import { decide, explain, type LadderAction } from '@vesta-cx/utils/permissions';
import { forbidden, notFound, unauthenticated, type Principal } from '../kernel/index.ts';
import { questionOf, type Chain } from './facts.ts';

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

/** Something a right can be asked about. */
export interface Subjected<T> {
  row: T;
  chain: Chain;
  /** What it is called in an error. */
  noun: string;
  /** Drafts and scheduled things are seen by those who may write. */
  seenBy?: 'read' | 'write';
}

/**
 * Hands back the row with the proof that the principal may do `action` on it. Throws `not_found`
 * when they may not even see it, `unauthenticated` when signing in might help, else `forbidden`
 * with the rule that refused.
 */
export async function authorize<A extends LadderAction, T>(
  db: Database,
  principal: Principal,
  action: A,
  { row, chain, noun, seenBy = 'read' }: Subjected<T>,
): Promise<Authorized<A, T>> {
  // The rows that matter to `admin` are those of the whole ladder: one fetch serves every step.
  const question = await questionOf(db, principal, 'admin', chain);
  if (!decide({ ...question, action: seenBy }).allowed) throw notFound(noun);
  const decision = decide({ ...question, action });
  if (!decision.allowed) {
    if (principal.userId === null) throw unauthenticated();
    throw forbidden(explain(decision));
  }
  return row as Authorized<A, T>;
}

/** Which of the ladder's actions the principal may do: for pages that show or hide buttons. */
export async function rightsOn(
  db: Database,
  principal: Principal,
  chain: Chain,
): Promise<Record<LadderAction, boolean>> {
  const question = await questionOf(db, principal, 'admin', chain);
  const may = (action: LadderAction) => decide({ ...question, action }).allowed;
  return { read: may('read'), write: may('write'), delete: may('delete'), admin: may('admin') };
}
