import { leads } from '$lib/leads';
import type { ParamMatcher } from '@sveltejs/kit';

/** An address under which people look for a text of the site. */
export const match: ParamMatcher = (word) => Object.hasOwn(leads, word);
