import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { durationText, parseDuration } from './duration-text';

it('what a saved duration shows is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 * 3_600_000 }), (ms) => {
      expect(parseDuration(durationText(ms))).toBe(ms);
    }),
  );
  expect(durationText(225_000)).toBe('3:45');
  expect(durationText(225_400)).toBe('3:45.400');
  expect(durationText(3_723_000)).toBe('1:02:03');
});

const minute = 60_000;
it.each([
  ['3:45', 3.75 * minute],
  ['03:45', 3.75 * minute],
  ['3.45', 3.75 * minute],
  ['3,45', 3.75 * minute],
  ['3 45', 3.75 * minute],
  ['3;45', 3.75 * minute],
  ['3 : 45', 3.75 * minute],
  ['３：４５', 3.75 * minute],
  ['٣:٤٥', 3.75 * minute],
  ['\u200B3:45\u00A0', 3.75 * minute],
  ["3'45", 3.75 * minute],
  ["3'45''", 3.75 * minute],
  ['3′45″', 3.75 * minute],
  ['3’45”', 3.75 * minute],
  ['3m45s', 3.75 * minute],
  ['3m45', 3.75 * minute],
  ['3 min 45 sec', 3.75 * minute],
  ['3 Minutes 45 Seconds', 3.75 * minute],
  ['225', 3.75 * minute],
  ['225s', 3.75 * minute],
  ['45', 0.75 * minute],
  ['0:45', 0.75 * minute],
  ['3:45.5', 3.75 * minute + 500],
  ['12.30', 12.5 * minute],
  ['75:00', 75 * minute],
  ['90m', 90 * minute],
  ['1:02:03', 62.05 * minute],
  ['1.02.03', 62.05 * minute],
  ['1h2m3s', 62.05 * minute],
  ['1h30', 90 * minute],
  ['1 h', 60 * minute],
  ['24:00:00', 1440 * minute],
  // Too long: the schema says how long it may be.
  ['25:00:00', 1500 * minute],
  ['9'.repeat(40), Number.MAX_SAFE_INTEGER],
])('%j is read', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each([
  '1:75:00',
  '3:75',
  '1:00:75',
  '3.75',
  '3m75s',
  '1h75m',
  '3:5',
  '3:456',
  '1,234',
  '1:2:3:4',
  '-3:45',
  '3:',
  ':45',
  '0',
  '0:00',
  '0:00:00.0',
  'about three minutes',
  'h',
  '',
  ' '.repeat(100_000),
  `3${' '.repeat(50)}:`,
])('%j is none', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
