/** Whose language and clock dates are shown in. */
import { page } from '$app/state';
import { zoneNamed } from './zoned';
import { zoneCookie } from './zone-cookie';

/** The device's time zone. Only a browser sets it, once it has taken over what the server wrote. */
let device = $state<string | null>(null);

export const reader = {
  get locale(): string {
    return page.data.locale ?? 'en-GB';
  },
  /** Until scripts run, what the request told: an earlier visit's zone, or that of the network. */
  get timeZone(): string {
    return device ?? page.data.timeZone ?? 'UTC';
  },
};

/** Goes by the device's clock from now on, and has the server know it by a cookie. */
export function useDeviceZone(): void {
  device = zoneNamed(Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (!device) return;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${zoneCookie}=${encodeURIComponent(device)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
