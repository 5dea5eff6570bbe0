/**
 * Colour arithmetic for themes: sRGB hex in, OKLCH to reason in, WCAG contrast to judge by.
 * Matrices: Björn Ottosson's OKLab (https://bottosson.github.io/posts/oklab/);
 * contrast: WCAG 2.2, "contrast ratio" and "relative luminance".
 */

/** `#rrggbb`, lower case. */
export type Hex = `#${string}`;

/** Lightness 0..1, chroma 0..about 0.37, hue in degrees. */
export type Oklch = { l: number; c: number; h: number };

type Triple = readonly [number, number, number];

/** The colour as `#rrggbb`, or null when the text is not exactly that (`#RGB` and names are not). */
export function parseHex(text: unknown): Hex | null {
  return typeof text === 'string' && /^#[0-9a-f]{6}$/i.test(text)
    ? (text.toLowerCase() as Hex)
    : null;
}

/** The colour that somebody typed: also without the `#`, in capitals, or with one digit a part. */
export function readHex(text: string): Hex | null {
  const match = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim());
  if (!match) return null;
  const digits = match[1]!.toLowerCase();
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** WCAG contrast ratio of two colours, 1 to 21, in either order. */
export function contrast(a: Hex, b: Hex): number {
  const [la, lb] = [luminance(a), luminance(b)];
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
}

/** The lowest contrast of a colour with any of the backgrounds that it may stand on. */
export const worstContrast = (color: Hex, backgrounds: readonly Hex[]): number =>
  Math.min(...backgrounds.map((background) => contrast(color, background)));

/**
 * The colour nearest in lightness to `color`, of the same hue, that reaches `ratio` on every
 * background: unchanged when it already does, black or white (the better) when nothing else can.
 */
export function readable(color: Hex, backgrounds: readonly Hex[], ratio: number): Hex {
  if (worstContrast(color, backgrounds) >= ratio) return color;
  const from = toOklch(color);
  const towards = (end: 0 | 1): Hex | null => {
    let [far, near] = [end as number, from.l];
    if (worstContrast(toHex({ ...from, l: far }), backgrounds) < ratio) return null;
    for (let step = 0; step < 12; step++) {
      const middle = (far + near) / 2;
      if (worstContrast(toHex({ ...from, l: middle }), backgrounds) >= ratio) far = middle;
      else near = middle;
    }
    return toHex({ ...from, l: far });
  };
  const found = [towards(0), towards(1)].filter((hex) => hex !== null);
  const distance = (hex: Hex) => Math.abs(toOklch(hex).l - from.l);
  return found.sort((a, b) => distance(a) - distance(b))[0] ?? blackOrWhite(backgrounds);
}

/** Black or white, whichever is the more readable on all of the backgrounds. */
export const blackOrWhite = (backgrounds: readonly Hex[]): Hex =>
  worstContrast('#ffffff', backgrounds) >= worstContrast('#000000', backgrounds)
    ? '#ffffff'
    : '#000000';

/** `amount` (0..1) of `color` mixed into `base`, in OKLab. */
export function mix(base: Hex, color: Hex, amount: number): Hex {
  const [a, b] = [toLab(base), toLab(color)];
  const at = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * amount;
  return labToHex([at(0), at(1), at(2)]);
}

export function toOklch(hex: Hex): Oklch {
  const [l, a, b] = toLab(hex);
  return { l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

/** The sRGB colour; chroma gives way where the screen can't show it, lightness and hue stay. */
export function toHex({ l, c, h }: Oklch): Hex {
  const lightness = Math.min(1, Math.max(0, l));
  const radians = (h * Math.PI) / 180;
  const lab = (chroma: number): Triple => [
    lightness,
    chroma * Math.cos(radians),
    chroma * Math.sin(radians),
  ];
  if (inGamut(lab(c))) return labToHex(lab(c));
  let [low, high] = [0, c];
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2;
    if (inGamut(lab(middle))) low = middle;
    else high = middle;
  }
  return labToHex(lab(low));
}

function luminance(hex: Hex): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(hex: Hex): Triple {
  const at = (i: number) => {
    const v = parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return [at(1), at(3), at(5)];
}

function toLab(hex: Hex): Triple {
  const [r, g, b] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function labToLinear([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const inGamut = (lab: Triple): boolean =>
  labToLinear(lab).every((v) => v >= -0.0001 && v <= 1.0001);

function labToHex(lab: Triple): Hex {
  const channel = (v: number) => {
    const clamped = Math.min(1, Math.max(0, v));
    const gamma = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(gamma * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${labToLinear(lab).map(channel).join('')}`;
}
