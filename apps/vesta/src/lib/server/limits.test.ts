import { policies, type Policy } from '@vesta-cx/core/http';
import { boundLimits } from '@vesta-cx/testing/wrangler';
import { expect, it } from 'vitest';
import config from '../../../wrangler.jsonc?raw';

it('the limits that are bound are those that answers speak of', () => {
  const bound = boundLimits(config);
  expect(bound.length).toBeGreaterThanOrEqual(4);
  for (const [name, limit, period] of bound) {
    const { quota, seconds } = policies[name as Policy];
    expect([limit, period]).toEqual([quota, seconds]);
  }
});
