import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('what was asked before is not worked out again', () => {
  let worked = 0;
  const twice = remembered((word) => ((worked += 1), word + word));
  expect([twice('a'), twice('b'), twice('a')]).toEqual(['aa', 'bb', 'aa']);
  expect(worked).toBe(2);
});

test('memory has an end: after very many others a thing is worked out again', () => {
  let worked = 0;
  const same = remembered((word) => ((worked += 1), word));
  for (let n = 0; n < 2000; n += 1) same(String(n));
  expect(same('0')).toBe('0');
  expect(worked).toBe(2001);
  same('1999');
  expect(worked).toBe(2001);
});

test('what failed is tried again', () => {
  let worked = 0;
  const fails = remembered(() => {
    worked += 1;
    throw new Error('no');
  });
  for (const key of ['a', 'a']) expect(() => fails(key)).toThrow('no');
  expect(worked).toBe(2);
});
