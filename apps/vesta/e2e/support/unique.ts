import { randomBytes } from 'node:crypto';

/** A name that nothing else in the run has: `by-program-5f3a09c2`. */
export const unique = (name: string): string => `${name}-${randomBytes(4).toString('hex')}`;
