import { contactOf, textOf } from '$lib/server/texts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  html: textOf('help', event),
  contact: contactOf(event),
  operator: event.platform?.env.VESTA_OPERATOR ?? null,
});
