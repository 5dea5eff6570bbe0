import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase62 } from './base62.ts';
import { crc32 } from './crc32.ts';
import { apiKeyPattern, hashApiKey, mintApiKey, readApiKey } from './index.ts';

describe('a new key', () => {
  it('looks as secret scanners look for it, and is kept by its hash alone', async () => {
    const { key, hash, hint } = await mintApiKey();
    expect(key).toMatch(apiKeyPattern);
    expect(readApiKey(key)).toBe('key');
    expect(hash).toBe(await hashApiKey(key));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(key.endsWith(hint)).toBe(true);
  });

  it('is another one each time', async () => {
    const keys = await Promise.all(Array.from({ length: 50 }, mintApiKey));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(50);
  });
});

describe('a text that was sent as a key', () => {
  it('with one character changed is mistyped, whichever it is', async () => {
    const { key } = await mintApiKey();
    const character = fc.constantFrom(...'09AZaz5Mm-_ ');
    fc.assert(
      fc.property(fc.nat(key.length - 7), character, (at, other) => {
        const changed = key.slice(0, at + 6) + other + key.slice(at + 7);
        fc.pre(changed !== key);
        expect(readApiKey(changed)).toBe('mistyped');
      }),
    );
  });

  it('that lacks its end, or has two characters exchanged, is mistyped', async () => {
    const { key } = await mintApiKey();
    expect(readApiKey(key.slice(0, -1))).toBe('mistyped');
    expect(readApiKey(`${key}0`)).toBe('mistyped');
    const [a, b] = ['0', '1'].map((digit) => digit.repeat(43));
    const swapped = `vesta_${b!.slice(0, 1)}${a!.slice(1)}`;
    expect(
      readApiKey(swapped + toBase62(BigInt(crc32(`0${b!.slice(0, 1)}${a!.slice(2)}`)), 6)),
    ).toBe('mistyped');
  });

  it.each(['', 'ghp_0000', 'Vesta_0', 'vesta'])('%j is none of ours', (text) => {
    expect(readApiKey(text)).toBe('foreign');
  });

  it('never makes reading it fail', () => {
    fc.assert(fc.property(fc.string(), (text) => readApiKey(`vesta_${text}`) !== 'foreign'));
  });
});

it('the checksum is the CRC-32 that everybody else computes', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
  expect(crc32('')).toBe(0);
});
