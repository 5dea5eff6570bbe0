import { expect, it } from 'vitest';
import { originOf } from './origin';

const at = (origin?: string) =>
  originOf({
    url: new URL('https://vesta.workers.example/ada?x=1'),
    platform: { env: { ORIGIN: origin } } as never,
  });

it('is what the site calls itself, under whichever address it was asked', () => {
  expect(at()).toBe('https://vesta.workers.example');
  expect(at('')).toBe('https://vesta.workers.example');
  expect(at('https://vesta.example')).toBe('https://vesta.example');
  expect(at('https://vesta.example/')).toBe('https://vesta.example');
});
