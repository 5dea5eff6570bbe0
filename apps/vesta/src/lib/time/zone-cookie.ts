/** Which time zone a reader is in, as far as a request tells. */
import type { Cookies } from '@sveltejs/kit';
import { zoneNamed } from './zoned';

/** Set by scripts: the device's zone. */
export const zoneCookie = 'vesta_zone';

type Request = { cookies: Pick<Cookies, 'get'>; platform?: Readonly<App.Platform> | undefined };

/** The zone of the device if an earlier page told it, else that of the network address, else UTC. */
export const zoneOf = ({ cookies, platform }: Request): string =>
  zoneNamed(cookies.get(zoneCookie)) ?? zoneNamed(platform?.cf?.timezone) ?? 'UTC';
