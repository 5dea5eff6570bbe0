import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sleeve } from './sleeve';

test('the same id has the same sleeve, today and after the next release', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(sleeve(id)).toEqual(sleeve(id));
    }),
  );
  expect(sleeve('low-water')).toMatchInlineSnapshot(`
    {
      "ground": "#f2c230",
      "shapes": [
        {
          "d": "M0 20v-20a20 20 0 0 1 20 20zM40 0v20a20 20 0 0 1 -20 -20zM40 0h20a20 20 0 0 1 -20 20zM0 20h20a20 20 0 0 1 -20 20zM40 40h-20a20 20 0 0 1 20 -20zM60 40h-20a20 20 0 0 1 20 -20zM20 60h-20a20 20 0 0 1 20 -20zM20 60v-20a20 20 0 0 1 20 20zM40 40h20a20 20 0 0 1 -20 20z",
          "fill": "#1d1c1a",
        },
      ],
    }
  `);
});

test('ids that differ in one sign mostly look different', () => {
  const drawn = new Set(Array.from({ length: 500 }, (_, i) => JSON.stringify(sleeve(`id-${i}`))));
  expect(drawn.size).toBeGreaterThan(400);
});

test('a sleeve is paths and plain colours, small enough to stand in a list', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      const { ground, shapes } = sleeve(id);
      for (const color of [ground, ...shapes.map(({ fill }) => fill)]) {
        expect(color).toMatch(/^#[0-9a-f]{6}$/);
      }
      for (const { d } of shapes) expect(d).toMatch(/^[MLHVAZmlhvaz\d .,-]+$/);
      expect(JSON.stringify(shapes).length).toBeLessThan(3000);
    }),
  );
});
