/** The site's own texts: Markdown in `content`, which whoever runs a vesta may replace. */
import { renderMarkdown, withHeadingLinks } from '@vesta-cx/core/markdown';
import { originOf, type At } from './origin';
import about from '../../../content/about.md?raw';
import help from '../../../content/help.md?raw';
import privacy from '../../../content/privacy.md?raw';
import security from '../../../content/security.md?raw';
import terms from '../../../content/terms.md?raw';

const sources = { about, help, privacy, security, terms };

export type TextName = keyof typeof sources;

/** Returns where to write to whoever runs the site, as a link; null when they have not said. */
export function contactOf({ platform }: Pick<At, 'platform'>): string | null {
  const contact = platform?.env.VESTA_CONTACT?.trim();
  if (!contact) return null;
  return /^(?:https|mailto):/.test(contact) ? contact : `mailto:${contact}`;
}

const rendered = new Map<string, string>();

/** A text as HTML, rendered once. */
export function textOf(name: TextName, event: At): string {
  const operator = event.platform?.env.VESTA_OPERATOR ?? 'whoever set it up';
  const values: Record<string, string> = { origin: originOf(event), operator };
  const key = JSON.stringify([name, values]);
  let html = rendered.get(key);
  if (!html) {
    const markdown = sources[name].replace(
      /\{\{(\w+)\}\}/g,
      (_, word: string) => values[word] ?? '',
    );
    html = withHeadingLinks(renderMarkdown(markdown));
    // Under whichever address somebody asks: an endless number must not be kept.
    if (rendered.size > 50) rendered.clear();
    rendered.set(key, html);
  }
  return html;
}
