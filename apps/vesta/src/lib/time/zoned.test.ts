import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLocal, momentOf, toLocal, zoneNamed } from './zoned';

describe('fromLocal', () => {
  it('reads the clock of a zone', () => {
    expect(fromLocal('2026-08-01T12:00', 'UTC')).toEqual(new Date('2026-08-01T12:00:00Z'));
    expect(fromLocal('2026-08-01T12:00', 'Europe/Berlin')).toEqual(
      new Date('2026-08-01T10:00:00Z'),
    );
    expect(fromLocal('2026-01-01T00:00', 'Asia/Kathmandu')).toEqual(
      new Date('2025-12-31T18:15:00Z'),
    );
  });

  it('moves a time that spring skips forward, and takes the first of two in autumn', () => {
    expect(fromLocal('2026-03-29T02:30', 'Europe/Berlin')).toEqual(
      new Date('2026-03-29T01:30:00Z'),
    );
    expect(fromLocal('2026-10-25T02:30', 'Europe/Berlin')).toEqual(
      new Date('2026-10-25T00:30:00Z'),
    );
  });

  it('knows what is no time and no zone', () => {
    expect(fromLocal('tomorrow', 'UTC')).toBeNull();
    expect(fromLocal('2026-13-40T99:99', 'UTC')).toBeNull();
    expect(fromLocal('2026-08-01T12:00', 'Europe/Atlantis')).toBeNull();
    for (const none of [undefined, '', 'Etc/Nowhere', '<b>', 'UTC; Path=/']) {
      expect(zoneNamed(none)).toBeNull();
    }
    expect(zoneNamed('europe/berlin')).toBe('Europe/Berlin');
  });
});

it('what a clock shows leads back to a moment at which it shows the same', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (moment, zone) => {
        const shown = toLocal(moment, zone);
        expect(toLocal(fromLocal(shown, zone)!, zone)).toBe(shown);
      },
    ),
  );
});

it('what a field showed is what is kept, to the millisecond, unless it was changed', () => {
  const second = new Date('2026-10-25T01:30:12.345Z');
  expect(toLocal(second, 'Europe/Berlin')).toBe('2026-10-25T02:30');
  expect(momentOf('2026-10-25T02:30', 'Europe/Berlin', second)).toEqual(second);
  expect(momentOf('2026-10-25T02:30', 'Europe/Berlin', null)).toEqual(
    new Date('2026-10-25T00:30:00Z'),
  );
  expect(momentOf('2026-10-25T02:31', 'Europe/Berlin', second)).toEqual(
    new Date('2026-10-25T00:31:00Z'),
  );
  expect(momentOf('2026-10-25T02:30', 'Nowhere', second)).toBeNull();
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati'),
      (kept, zone) => {
        expect(momentOf(toLocal(kept, zone), zone, kept)).toBe(kept);
      },
    ),
  );
});
