import { expect, it } from 'vitest';
import { isForeignChange } from './foreign';

const site = 'https://vesta.example';
const asked = (method: string, path: string, origin?: string) =>
  isForeignChange(new Request(site + path, { method, headers: origin ? { origin } : {} }));

it.each(['https://evil.example', 'https://sub.vesta.example', 'http://vesta.example', 'null'])(
  'a change of a page from %s is foreign, and so is one from nowhere',
  (origin) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(asked(method, '/dashboard/new', origin)).toBe(true);
      expect(asked(method, '/%61pi/workspaces', origin)).toBe(true);
      expect(asked(method, '/dashboard/new')).toBe(true);
      expect(asked(method, '/dashboard/new', site)).toBe(false);
      expect(asked(method, '/api/workspaces', origin)).toBe(false);
    }
    expect(asked('GET', '/dashboard/new', origin)).toBe(false);
  },
);
