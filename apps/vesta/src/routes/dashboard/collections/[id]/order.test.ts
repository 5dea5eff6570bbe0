import { describe, expect, it } from 'vitest';
import { moved, placeOf } from './order';

describe('rearranging', () => {
  it('puts an item where it is dropped and keeps the others in order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'd', 1)).toEqual(['a', 'd', 'b', 'c']);
    expect(moved(['a', 'b', 'c', 'd'], 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('stops at both ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', -5)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 9)).toEqual(['a', 'c', 'b']);
  });

  it('knows the neighbours of an item', () => {
    expect(placeOf(['a', 'b', 'c'], 'b')).toEqual({ before: 'c', after: 'a' });
    expect(placeOf(['a', 'b'], 'b')).toEqual({ before: undefined, after: 'a' });
  });
});
