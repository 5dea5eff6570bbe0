import { describe, expect, it } from 'vitest';
import { sealCursor, unsealCursor } from './index.ts';

const secret = 'a-secret-of-more-than-thirty-two-characters';

describe('a sealed cursor', () => {
  it('opens for its list, and is the same each time', async () => {
    const sealed = await sealCursor('WyJhIl0', 'songs', secret);
    expect(await unsealCursor(sealed, 'songs', secret)).toBe('WyJhIl0');
    expect(await sealCursor('WyJhIl0', 'songs', secret)).toBe(sealed);
    expect(await sealCursor('WyJhIl0', 'posts', secret)).not.toBe(sealed);
  });

  it('says nothing: not what is in it, nor how long that is', async () => {
    const [short, long] = [
      await sealCursor('a', 'x', secret),
      await sealCursor('abcdefg', 'x', secret),
    ];
    expect(short.length).toBe(long.length);
    expect(atob(long.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('abc');
  });

  it('opens for no other list, under no other secret, and not when any of it was changed', async () => {
    const sealed = await sealCursor('WyJhIl0', 'songs', secret);
    expect(await unsealCursor(sealed, 'posts', secret)).toBeNull();
    expect(await unsealCursor(sealed, 'songs', `${secret}!`)).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(await unsealCursor(changed, 'songs', secret)).toBeNull();
    }
    for (const broken of ['', 'x', '%', 'é', 'WyJhIl0', sealed.slice(1), `${sealed}AAAA`]) {
      expect(await unsealCursor(broken, 'songs', secret), broken).toBeNull();
    }
  });
});
