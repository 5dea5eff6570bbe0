import {
  blackOrWhite,
  contrast,
  mix,
  readable,
  toHex,
  toOklch,
  worstContrast,
  type Hex,
} from './color';

/** The colours of a page in one scheme: the tokens of lib/styles/colors.css, as `#rrggbb`. */
export type Palette = {
  /** The page, what is raised from it, what is set into it. */
  paper: Hex;
  surface: Hex;
  sunken: Hex;
  /** Text, and quieter text: both at least 4.5:1 on all three. */
  ink: Hex;
  muted: Hex;
  /** Rules between things (decoration), and the edges of controls (3:1). */
  line: Hex;
  control: Hex;
  /** Filled controls (3:1 on the page), their pressed state, and the text on both (4.5:1). */
  accent: Hex;
  accentStrong: Hex;
  onAccent: Hex;
  /** The accent as text (4.5:1), and as a tint behind text. */
  accentInk: Hex;
  accentSoft: Hex;
  danger: Hex;
  warning: Hex;
  success: Hex;
  info: Hex;
};

/** The defaults of lib/styles/colors.css, for themes that bring only one of the two colours. */
export const lightPaper: Hex = '#faf9f8';
export const darkPaper: Hex = '#131110';
const defaultAccent = { light: '#c8330f', dark: '#fb7a4c' } as const;
const signals = { danger: '#c4122f', warning: '#8a5a00', success: '#18794e', info: '#1d62b4' };

/** Text below this lightness belongs to the dark scheme. */
const schemeBorder = 0.6;

/** All tokens of a theme in one scheme, with contrast kept whatever was chosen. */
export function palette(
  theme: { accent: Hex | null; background: Hex | null },
  scheme: 'light' | 'dark',
): Palette {
  const paper = paperFor(theme.background, scheme);
  const { l, c, h } = toOklch(paper);
  const tint = Math.min(c, 0.02);
  const best = blackOrWhite([paper]);
  // Raised things are lighter than the page and sunken ones darker, in both schemes; where the page
  // is of middling lightness one of the two would come too near its text, and stays level instead.
  const level = (to: number, room: number) => {
    const shade = toHex({ l: to, c, h });
    return contrast(best, shade) >= room ? shade : paper;
  };
  const surface = level(l + (best === '#ffffff' ? 0.04 : 0.03), 5);
  const sunken = level(l - 0.025, 6);
  const grounds = [paper, surface, sunken] as const;

  const ink = inkFor(best, tint, h, grounds);
  const muted = readable(mix(paper, ink, 0.66), grounds, 4.6);
  const accent = readable(
    theme.accent ?? (theme.background ? accentBeside(paper, ink) : defaultAccent[scheme]),
    grounds,
    3,
  );
  const onAccent = worstContrast('#ffffff', [accent]) >= 4.5 ? '#ffffff' : blackOrWhite([accent]);
  const accentStrong = mix(accent, onAccent === '#ffffff' ? '#000000' : '#ffffff', 0.14);
  const tinted = mix(paper, accent, 0.1);
  const accentSoft = worstContrast(ink, [tinted]) >= 4.5 ? tinted : sunken;
  const signal = (color: string) => readable(color as Hex, grounds, 4.5);
  return {
    paper,
    surface,
    sunken,
    ink,
    muted,
    line: mix(paper, ink, 0.15),
    control: readable(mix(paper, ink, 0.5), grounds, 3.1),
    accent,
    accentStrong,
    onAccent,
    accentInk: readable(accent, [...grounds, accentSoft], 4.5),
    accentSoft,
    danger: signal(signals.danger),
    warning: signal(signals.warning),
    success: signal(signals.success),
    info: signal(signals.info),
  };
}

/** The chosen background itself in the scheme that it belongs to; a relative of its hue in the other. */
function paperFor(background: Hex | null, scheme: 'light' | 'dark'): Hex {
  if (!background) return scheme === 'light' ? lightPaper : darkPaper;
  const { l, c, h } = toOklch(background);
  if (l >= schemeBorder === (scheme === 'light')) return background;
  return scheme === 'light'
    ? toHex({ l: 0.965, c: Math.min(c, 0.025), h })
    : toHex({ l: 0.185, c: Math.min(c, 0.04), h });
}

/** Near black or near white with a breath of the page's hue; the pure one where that costs legibility. */
function inkFor(best: Hex, c: number, h: number, grounds: readonly Hex[]): Hex {
  const soft = toHex({ l: best === '#000000' ? 0.2 : 0.96, c, h });
  return worstContrast(soft, grounds) >= 7 ? soft : best;
}

/** A background chosen without an accent keeps to one voice: its own ink leads. */
const accentBeside = (paper: Hex, ink: Hex): Hex => mix(paper, ink, 0.92);
