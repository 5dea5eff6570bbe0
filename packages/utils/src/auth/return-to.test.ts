import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeReturnTo } from './index.ts';

describe('safeReturnTo', () => {
  it.each(['/', '/dashboard', '/auth/back', '/night-jar/c/demos?page=2#top', '/search?q=a%2F%2Fb'])(
    'keeps a path of this site: %s',
    (path) => expect(safeReturnTo(path)).toBe(path),
  );

  it.each([
    null,
    undefined,
    '',
    'dashboard',
    'https://evil.example',
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/\u0000/x',
    '/auth/logout',
    '/auth/../auth/login',
  ])('refuses what leads elsewhere or around in circles: %j', (value) =>
    expect(safeReturnTo(value)).toBe('/'),
  );

  it('never leaves the origin, whatever it is given', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '?',
      '#',
      '\t',
      '%2f',
      'evil',
      '',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }),
        (pieces) => {
          const result = safeReturnTo(pieces.join(''));
          expect(new URL(result, 'https://vesta.example/auth/callback').origin).toBe(
            'https://vesta.example',
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});
