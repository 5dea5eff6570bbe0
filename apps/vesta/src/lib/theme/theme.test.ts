import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, parseHex, readable, readHex, toHex, toOklch, type Hex } from './color';
import { themeColors, themeStyle } from './index';
import { palette, type Palette } from './palette';

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((n): Hex => `#${n.toString(16).padStart(6, '0')}`);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const scheme = fc.constantFrom('light', 'dark');

const texts = ['ink', 'muted', 'accentInk', 'danger', 'warning', 'success', 'info'] as const;
const grounds = ['paper', 'surface', 'sunken'] as const;

function failures(tokens: Palette): string[] {
  const found: string[] = [];
  const need = (over: keyof Palette, under: keyof Palette, ratio: number) => {
    const got = contrast(tokens[over], tokens[under]);
    if (got < ratio) found.push(`${over} on ${under}: ${got.toFixed(2)} < ${ratio}`);
  };
  for (const ground of grounds) {
    for (const text of texts) need(text, ground, 4.5);
    for (const control of ['control', 'accent'] as const) need(control, ground, 3);
  }
  for (const fill of ['accent', 'accentStrong'] as const) need('onAccent', fill, 4.5);
  for (const text of ['ink', 'accentInk'] as const) need(text, 'accentSoft', 4.5);
  return found;
}

describe('colour', () => {
  test('contrast knows black on white and a middle grey', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  test('every sRGB colour survives the way to OKLCH and back', () => {
    fc.assert(fc.property(hex, (color) => toHex(toOklch(color)) === color));
  });

  test('a readable colour reaches its ratio on any one background', () => {
    fc.assert(
      fc.property(hex, hex, (color, ground) => {
        expect(contrast(readable(color, [ground], 4.5), ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test('a colour that is readable already is left alone', () => {
    expect(readable('#1a1a1a', ['#ffffff'], 4.5)).toBe('#1a1a1a');
  });

  test('only #rrggbb is a colour', () => {
    expect(parseHex('#ABCDEF')).toBe('#abcdef');
    for (const no of ['#abc', 'red', '#12345g', '#123456;color:red', null, 7]) {
      expect(parseHex(no)).toBeNull();
    }
  });

  test('a colour is read as people type it', () => {
    for (const typed of ['#12ab34', '12AB34', ' #12ab34 ']) expect(readHex(typed)).toBe('#12ab34');
    expect(readHex('#F0c')).toBe('#ff00cc');
    for (const no of ['', '#', 'red', '#1234', '#12345g']) expect(readHex(no)).toBeNull();
  });
});

describe('themes', () => {
  test('text keeps 4.5:1 and controls 3:1 under any two colours, light and dark', () => {
    fc.assert(
      fc.property(maybe(hex), maybe(hex), scheme, (accent, background, of) => {
        expect(failures(palette({ accent, background }, of))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('a dark background is the page itself in the dark and a light relative by day', () => {
    const colors = themeColors({ background: '#1b0f3a' });
    expect(colors.dark).toBe('#1b0f3a');
    expect(toOklch(colors.light as Hex).l).toBeGreaterThan(0.9);
  });

  test('no theme, no style', () => {
    expect(themeStyle(null)).toBe('');
    expect(themeStyle({})).toBe('');
  });

  test('an accent alone leaves the page as it is', () => {
    const style = themeStyle({ accent: '#7a1fa2' });
    expect(style).toContain('--light-accent:#7a1fa2');
    expect(style).not.toContain('--light-paper');
  });

  test('nothing but known values reaches the attribute', () => {
    const hostile = '#123456;background:url(//evil)';
    fc.assert(
      fc.property(fc.string(), (text) => {
        const theme = { accent: text, background: hostile, font: text, corners: 'constructor' };
        expect(themeStyle(theme as never)).toMatch(
          /^(--[a-z-]+:(#[0-9a-f]{6}|var\(--[a-z-]+\)|[\d.]+(rem)?);?)*$/,
        );
      }),
    );
  });
});

describe("vesta's own tokens", () => {
  const css = readFileSync(new URL('../styles/colors.css', import.meta.url), 'utf8');
  const read = (of: 'light' | 'dark') => {
    const names = [
      ...css.matchAll(new RegExp(`var\\(--${of}-([a-z-]+), oklch\\(([^)]+)\\)\\)`, 'g')),
    ];
    return Object.fromEntries(
      names.map(([, name = '', value = '']) => {
        const [l = 0, c = 0, h = 0] = value.split(/\s+/).map(Number);
        return [
          name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
          toHex({ l, c, h }),
        ];
      }),
    ) as Palette;
  };

  test.each(['light', 'dark'] as const)('the %s palette meets AA', (of) => {
    expect(failures(read(of))).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'a %s theme that brings only an accent starts from the same page',
    (of) => {
      expect(palette({ accent: null, background: null }, of).paper).toBe(read(of).paper);
    },
  );
});
