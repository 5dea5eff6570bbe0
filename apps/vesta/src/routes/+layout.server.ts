import { originOf } from '$lib/server/origin';
import { zoneOf } from '$lib/time/zone-cookie';
import { remembered } from '@vesta-cx/core';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, request, platform, url, cookies }) => ({
  // With every page, for whom somebody acts as can change in another tab or by somebody else.
  at: url.pathname,
  origin: originOf({ platform, url }),
  user: locals.user && {
    handle: locals.user.handle,
    displayName: locals.user.displayName,
    avatarUrl: locals.user.avatarUrl,
  },
  actor: locals.actor,
  actorLost: locals.actorLost ?? false,
  locale: localeOf(request.headers.get('accept-language')),
  timeZone: zoneOf({ cookies, platform }),
});

/** The reader's first language, as far as the runtime can format in it. */
function localeOf(accepted: string | null): string {
  const first = accepted?.split(',', 1)[0]?.split(';', 1)[0]?.trim();
  return first && first.length <= 40 ? canonical(first) : 'en';
}

const canonical = remembered((language) => {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
});
