import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal.ts';

const password = 'a-password-of-more-than-thirty-two-characters';
const sealed = () => seal({ name: 'Ada' }, 'minted id', password, 1000);

describe('what is sealed', () => {
  it('opens until it expires', async () => {
    expect(await unseal(await sealed(), 'minted id', password, 999)).toEqual({ name: 'Ada' });
    expect(await unseal(await sealed(), 'minted id', password, 1000)).toBeNull();
  });

  it('opens for nothing else, with no other password, and not when it was changed', async () => {
    const one = await sealed();
    expect(one).not.toContain('Ada');
    expect(await unseal(one, 'login attempt', password, 0)).toBeNull();
    expect(await unseal(one, 'minted id', `${password}!`, 0)).toBeNull();
    for (const broken of ['', 'x', one.slice(1), `${one}AAAA`, one.replace(/.$/, '!')]) {
      expect(await unseal(broken, 'minted id', password, 0), broken).toBeNull();
    }
  });
});
