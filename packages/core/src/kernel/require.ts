import { unauthenticated } from './errors.ts';
import type { Person, Principal } from './principal.ts';

/** Narrows to somebody signed in. Throws `unauthenticated`. */
export function requirePerson(principal: Principal): asserts principal is Person {
  if (principal.userId === null) throw unauthenticated();
}
