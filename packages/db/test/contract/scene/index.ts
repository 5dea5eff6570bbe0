import { people } from './people.ts';
import { publishing } from './publishing.ts';

/** Rows of every table, parents first. */
export const scene = [...people, ...publishing];
export { type Entry } from './entry.ts';
export { user } from './people.ts';
export { collection, engagement, resource, workspace } from './publishing.ts';
