import { policies, type Policy } from '@vesta-cx/core/http';
import { expect, it } from 'vitest';
import erato from '../wrangler.jsonc?raw';
import vesta from '../../vesta/wrangler.jsonc?raw';

it('the limits that are bound are those that answers speak of', () => {
  for (const text of [erato, vesta]) {
    const limits = /"name": "(\w+)_LIMITER"[^}]*"limit": (\d+), "period": (\d+)/g;
    const bound = [...text.matchAll(limits)];
    expect(bound.length).toBeGreaterThanOrEqual(4);
    for (const [, name, limit, period] of bound) {
      const { quota, seconds } = policies[name!.toLowerCase() as Policy];
      expect([Number(limit), Number(period)]).toEqual([quota, seconds]);
    }
  }
});
