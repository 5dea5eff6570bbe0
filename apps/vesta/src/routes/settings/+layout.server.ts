import { page } from '$lib/server/request-context';
import { requirePerson } from '@vesta-cx/core';
import type { LayoutServerLoad } from './$types';

/** Everything below is for people who are signed in. */
export const load: LayoutServerLoad = page(async (_event, { principal }) => {
  requirePerson(principal);
});
