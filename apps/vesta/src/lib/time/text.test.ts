import { describe, expect, it } from 'vitest';
import { dateText } from './text';

const now = new Date('2026-03-01T12:00:00Z');
const zones = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

describe('dateText', () => {
  it.each(zones)('a day is the same in %s', (timeZone) => {
    const read = (day: string, at = now) => dateText(day, 'day', { locale: 'en-US', timeZone }, at);
    expect(read('2026-03-01')).toBe('March 1, 2026');
    expect(read('1958-06-01')).toBe('June 1, 1958');
    expect(read('1860-04-09')).toBe('April 9, 1860');
    // Announced until its day begins.
    expect(read('2026-03-02')).toBe('Out March 2, 2026');
    expect(read('2026-03-02', new Date('2026-03-02T00:00:00Z'))).toBe('March 2, 2026');
  });

  it('a moment is shown on the clock of its reader, and with minutes says which that is', () => {
    const moment = new Date('2026-03-01T01:30:12.345Z');
    const read = (precision: 'day' | 'minute', timeZone: string) =>
      dateText(moment, precision, { locale: 'en-US', timeZone }, now);
    expect(read('day', 'America/Los_Angeles')).toBe('February 28, 2026');
    expect(read('day', 'Pacific/Kiritimati')).toBe('March 1, 2026');
    expect(read('minute', 'America/Los_Angeles')).toMatch(/^Feb 28, 2026, 5:30\sPM PST$/);
    expect(read('minute', 'Pacific/Kiritimati')).toMatch(/^Mar 1, 2026, 3:30\sPM GMT\+14$/);
    expect(dateText(moment.toISOString(), 'day', { locale: 'en-US', timeZone: 'UTC' }, now)).toBe(
      'March 1, 2026',
    );
  });
});
