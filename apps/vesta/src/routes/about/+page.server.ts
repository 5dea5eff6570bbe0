import { textOf } from '$lib/server/texts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ html: textOf('about', event) });
