import { expect, it } from 'vitest';
import { zoneOf } from './zone-cookie';

it('goes by the device, then by the network, and by nothing that is no zone', () => {
  const zone = (cookie?: string, timezone?: string) =>
    zoneOf({
      cookies: { get: () => cookie },
      platform: { cf: { timezone } } as App.Platform,
    });
  expect(zone('Europe/Berlin', 'America/Los_Angeles')).toBe('Europe/Berlin');
  expect(zone(undefined, 'America/Los_Angeles')).toBe('America/Los_Angeles');
  for (const none of ['', 'Nowhere', '<script>', 'Europe/Berlin; Path=/', '../UTC']) {
    expect(zone(none, 'America/Los_Angeles')).toBe('America/Los_Angeles');
    expect(zone(none, none)).toBe('UTC');
  }
});
