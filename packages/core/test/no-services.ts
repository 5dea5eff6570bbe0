import type { Services } from '../src/kernel/index.ts';

/** For requests that nothing but the database has a part in. */
export const noServices: Services = {
  get workos(): never {
    throw new Error('Nothing here asks WorkOS');
  },
};
