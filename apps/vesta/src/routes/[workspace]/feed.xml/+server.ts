import { feed } from '$lib/server/feed';
import { atom } from '@vesta-cx/core/feeds';

/** What the workspace publishes, as Atom. */
export const GET = feed('application/atom+xml', atom);
