import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOf } from './testing/rows.ts';
import { canonicalRow, compareRows, sameValues, Unreadable } from './values.ts';

const organizations = tableOf('organizations');
const urls = tableOf('resource_urls');

describe('keys', () => {
  it('are ordered as the bytes of their UTF-8 are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\ud7ff', '\uffee', '🎸', '~') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareRows(organizations, [a], [b]))).toBe(bytes);
      }),
    );
  });

  it('are ordered column by column, numbers by size', () => {
    const order = [
      ['a', 2],
      ['a', 10],
      ['b', 1],
    ];
    for (const [i, a] of order.entries()) {
      for (const [j, b] of order.entries()) {
        expect(Math.sign(compareRows(urls, a, b))).toBe(Math.sign(i - j));
      }
    }
  });

  it('that nobody can read are an error, not a place in the order', () => {
    const strange = [new Unreadable('Uint8Array is not text')];
    expect(() => compareRows(organizations, strange, ['a'])).toThrow(/can't be read: Uint8Array/);
  });
});

describe('rows', () => {
  const theme = organizations.columns.findIndex(({ name }) => name === 'theme');
  const created = organizations.columns.findIndex(({ name }) => name === 'created_at');
  const row = (document: unknown, at = 5) =>
    organizations.columns.map((_, i) =>
      i === theme ? document : i === created ? new Date(at) : null,
    );
  const same = (a: unknown[], b: unknown[]) => sameValues(organizations, [theme, created], a, b);

  it('are the same whatever order the keys of their JSON documents have', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(same(row(value), row(turned(value)))).toBe(true);
        expect(canonicalRow(row(value))).toBe(canonicalRow(row(turned(value))));
      }),
    );
  });

  it('have different canonical forms exactly when they differ', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', null, '5', 5, [5]));
    const at = fc.constantFrom(-1, 0, 5);
    fc.assert(
      fc.property(value, value, at, at, (a, b, x, y) => {
        const [left, right] = [row(a, x), row(b, y)];
        expect(same(left, right)).toBe(canonicalRow(left) === canonicalRow(right));
      }),
    );
  });

  it('are written down as documented', () => {
    expect(canonicalRow(['é"', null, true, new Date(-1), 7, { b: [1], a: null }])).toBe(
      '["é\\"",null,true,-1,7,{"a":null,"b":[1]}]',
    );
  });
});
