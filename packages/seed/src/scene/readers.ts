/** What the audience rows of the scene say about reading, as the commands keep it in the rows. */
import type { StaticAudience } from '@vesta-cx/db';
import { grants } from './access.ts';

export interface Readers {
  guestReadable: boolean;
  circle: string | null;
}

const ladder = ['read', 'write', 'delete', 'admin'];

/**
 * Returns who may read the thing at the first address; the others are those of its parents. `actor` is the
 * id of whoever its followers follow.
 */
export function readersOf(addresses: string[], isPublic: boolean, actor: string): Readers {
  const may = (...audiences: StaticAudience[]): boolean => {
    for (const address of addresses) {
      const here = grants.filter(
        ({ subject: [type, name], object }) =>
          type === 'static' && audiences.includes(name as StaticAudience) && object === address,
      );
      if (here.some(({ action, value }) => value === 'deny' && action === 'read')) return false;
      if (here.some(({ action, value }) => value === 'allow' && ladder.includes(action))) {
        return true;
      }
    }
    return isPublic;
  };
  if (may('guest')) return { guestReadable: true, circle: null };
  if (may('authenticated')) return { guestReadable: false, circle: 'authenticated' };
  const inCircle = may('authenticated', 'follower') || may('authenticated', 'subscriber');
  return { guestReadable: false, circle: inCircle ? actor : null };
}
