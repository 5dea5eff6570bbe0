import { remembered } from '@vesta-cx/core';
import { parseHex } from './color';
import { darkPaper, lightPaper, palette, type Palette } from './palette';

/** How a workspace's pages look. Every field is optional: what is missing stays vesta's own. */
export type WorkspaceTheme = {
  /** `#rrggbb`: buttons, links, focus. */
  accent?: string;
  /** `#rrggbb`: the page. Shown as it is in the scheme it belongs to, as its counterpart in the other. */
  background?: string;
  font?: keyof typeof fontTokens;
  corners?: keyof typeof cornerTokens;
};

/** Only the bundled faces and what systems bring: a theme never loads anything. */
const fontTokens = {
  grotesque: 'var(--family-grotesque)',
  sans: 'var(--family-sans)',
  serif: 'var(--family-serif)',
  mono: 'var(--family-mono)',
} as const satisfies Record<string, string>;

/** Radius of controls and of covers. */
const cornerTokens = {
  sharp: ['0', '0'],
  soft: ['0.5rem', '0.5rem'],
  round: ['1.5rem', '1.25rem'],
} as const satisfies Record<string, readonly [string, string]>;

/** The tokens that follow from the accent alone; the rest need a background of the theme's own. */
const accentTokens = ['accent', 'accentStrong', 'onAccent', 'accentInk', 'accentSoft'] as const;

/**
 * The theme as custom properties for a `style` attribute on an element with `data-themed`
 * (lib/styles/colors.css maps them to the tokens of the current scheme). Whatever colours were
 * chosen, text keeps 4.5:1 and controls 3:1. Anything that is not a known value is left out, so
 * the answer is safe in an attribute even for a theme that no one validated.
 */
export function themeStyle(theme: WorkspaceTheme | null | undefined): string {
  if (!theme) return '';
  const accent = parseHex(theme.accent);
  const background = parseHex(theme.background);
  const declarations: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    if (!accent && !background) break;
    const tokens = palette({ accent, background }, scheme);
    const names = background ? (Object.keys(tokens) as (keyof Palette)[]) : accentTokens;
    for (const name of names) {
      declarations.push(`--${scheme}-${kebab(name)}:${tokens[name]}`);
    }
  }
  if (theme.font && Object.hasOwn(fontTokens, theme.font)) {
    declarations.push(`--theme-display:${fontTokens[theme.font]}`);
  }
  if (theme.corners && Object.hasOwn(cornerTokens, theme.corners)) {
    const [control, cover] = cornerTokens[theme.corners];
    declarations.push(`--theme-radius:${control}`, `--theme-radius-cover:${cover}`);
  }
  return declarations.join(';');
}

/** A theme as a page wears it. Made on the server: the arithmetic of colours stays there. */
export interface ThemeLook {
  /** For the `style` attribute of `data-themed`. */
  style: string;
  /** For `<meta name="theme-color">` in both schemes. */
  colors: { light: string; dark: string };
}

/** Returns how a page of the workspace with this theme looks; null is vesta's own. */
export const lookOf = (theme: WorkspaceTheme | null | undefined): ThemeLook | null =>
  theme ? lookOfJson(JSON.stringify(theme)) : null;

/** Contrast is searched for, which costs more than the rest of a page. */
const lookOfJson = remembered((json): ThemeLook => {
  const theme = JSON.parse(json) as WorkspaceTheme;
  return { style: themeStyle(theme), colors: themeColors(theme) };
});

/** The two colours for `<meta name="theme-color">`, so that the browser's own chrome joins in. */
export function themeColors(theme: WorkspaceTheme | null | undefined): {
  light: string;
  dark: string;
} {
  const background = parseHex(theme?.background);
  if (!background) return { light: lightPaper, dark: darkPaper };
  const of = (scheme: 'light' | 'dark') => palette({ accent: null, background }, scheme).paper;
  return { light: of('light'), dark: of('dark') };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
