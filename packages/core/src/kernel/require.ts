import { forbidden, unauthenticated } from './errors.ts';
import type { Confinement, Person, Principal } from './principal.ts';

/** Narrows to somebody signed in. Throws `unauthenticated`. */
export function requirePerson(principal: Principal): asserts principal is Person {
  if (principal.userId === null) throw unauthenticated();
}

/**
 * Refuses a key that is confined to something, unless it is to `place`: for what belongs to the
 * person themself, or is not in that place yet. What is there already is for `authorize` to judge.
 */
export function requireUnrestrictedKey({ key }: Principal, place: Confinement | null = null): void {
  const confined = key?.confinedTo;
  if (!confined || (place?.type === confined.type && place.id === confined.id)) return;
  throw forbidden(`This API key is for one ${confined.type} only`);
}
