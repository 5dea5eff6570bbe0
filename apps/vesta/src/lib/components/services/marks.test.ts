import { readFileSync } from 'node:fs';
import { linkServices } from '@vesta-cx/db';
import { expect, test } from 'vitest';
import { serviceMarks, serviceName } from './marks';

const sprite = readFileSync(new URL('./marks.svg', import.meta.url), 'utf8');

test('the sprite holds the marks on the list and no others', () => {
  const drawn = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id);
  expect(drawn).toEqual(Object.keys(serviceMarks));
});

test('every mark is of a service that a link can have', () => {
  for (const service of Object.keys(serviceMarks)) expect(linkServices).toContain(service);
});

test('every service has a name to read', () => {
  for (const service of linkServices) expect(serviceName(service)).toMatch(/^\p{L}[\p{L} .]+$/u);
  expect(serviceName('constructor')).toBe('Constructor');
});
