import type { BrowserContext } from '@playwright/test';
import { baseUrl } from './sign-in.ts';

/** Makes the browser one of a reader who was here before: the server knows their zone. */
export const rememberZone = (context: BrowserContext, zone: string): Promise<void> =>
  context.addCookies([{ name: 'vesta_zone', value: encodeURIComponent(zone), url: baseUrl() }]);
