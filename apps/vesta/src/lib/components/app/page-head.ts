/** The length that search engines and messengers show before they cut. */
import { cutText } from '@vesta-cx/utils/text';
const shown = 200;

/** A description on one line, cut at a word. */
export function summaryOf(text: string | null | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim();
  return line ? cutText(line, shown) : undefined;
}

/**
 * A schema.org description as a script element. It is data, which CSP lets pass; `<` is escaped so
 * that no name in it can end the element. Fields that are null or undefined are left out.
 */
export function jsonLdScript(data: Record<string, unknown>): string {
  const json = JSON.stringify(
    { '@context': 'https://schema.org', ...data },
    (_key, value: unknown) => (value === null ? undefined : value),
  );
  return `<script type="application/ld+json">${json.replaceAll('<', '\\u003c')}</` + 'script>';
}
