/** Markdown that people write, made into HTML that is safe to show. */
import { cutText } from '@vesta-cx/utils/text';
import type { Token } from 'markdown-it';
import { engine } from './engine.ts';
import { maxBodyLength, maxDepth, maxLines, refused } from './limits.ts';

export { maxBodyLength };

/** Escapes a text for HTML, also within an attribute in double quotes. */
export const { escapeHtml } = engine.utils;

/** Joining the notes takes time by how many there are, and each mark is a link there and back. */
const maxFootnoteMarks = 500;
/** What is shown may be this many times as long as what was written, and `spare` more. */
const maxGrowth = 5;
const spare = 10_000;

/**
 * Renders CommonMark with GitHub's tables, lists, footnotes and autolinks. Raw HTML is shown as it
 * was written but for line breaks; links are http(s), mailto or within vesta, images http(s). Throws
 * `invalid` on `post.body` for what would become far longer than it was written.
 */
export function renderMarkdown(markdown: string): string {
  if (markdown.length > 2 * maxBodyLength) throw refused('Use at most 100,000 characters');
  if (markdown.split(/\r\n?|\n/).length > maxLines) {
    throw refused('Use at most 20,000 lines');
  }
  if (markdown.split('[^').length - 1 > maxFootnoteMarks) {
    throw refused(`Use at most ${maxFootnoteMarks} marks of footnotes`);
  }
  const env = {};
  const tokens = engine.parse(markdown, env);
  if (tokens.some(({ level }) => level > maxDepth)) {
    throw refused('Quotes and lists are nested too deep here');
  }
  if (sizeOf(tokens) > maxGrowth * markdown.length + spare) {
    throw refused('This becomes too long: use fewer tables, lists or repeated links');
  }
  return engine.renderer.render(tokens, engine.options, env).trimEnd();
}

/** More headings are in no text that people write, and each link adds to what is sent. */
const mostHeadingLinks = 300;

/**
 * Puts after each heading of a rendered text a link to its own address, named by its words: for a
 * page, on which the text stands alone.
 */
export function withHeadingLinks(html: string): string {
  let links = 0;
  return html.replace(/<(h[2-6]) id="(h-[^"]*)">(.*?)<\/\1>/gs, (heading, _tag, id, inner) => {
    if ((links += 1) > mostHeadingLinks) return heading;
    const words = (inner as string)
      .replace(/<sup>.*?<\/sup>|<[^>]*>/g, '')
      .replaceAll('"', '&quot;');
    return (
      `<div dir="auto" class="heading">${heading}` +
      `<a href="#${id}" class="heading-link" aria-label="Link to “${words}”">#</a></div>`
    );
  });
}

/** About how long the HTML becomes. Links of one address share its text here, and not there. */
function sizeOf(tokens: readonly Token[]): number {
  let size = 0;
  for (const { tag, content, attrs, children } of tokens) {
    size += children ? sizeOf(children) : content.length;
    // A picture and a box carry more attributes when they are written.
    if (tag) size += tag.length + (tag === 'img' || tag === 'input' ? 40 : 3);
    for (const [name, value] of attrs ?? []) size += name.length + String(value).length + 4;
  }
  return size;
}

/** How long an excerpt is that nobody wrote. */
const excerptLength = 240;

/** Returns the beginning of a rendered text without its marks, or null where there are no words. */
export const excerptOf = (html: string): string | null =>
  cutText(textOf(html), excerptLength) || null;

/** True of an excerpt that nobody wrote, also one that an earlier version cut or joined otherwise. */
export function isAutomaticExcerpt(excerpt: string | null, html: string): boolean {
  if (!excerpt || excerpt === excerptOf(html)) return true;
  const text = textOf(html).replace(/\s/g, '');
  const bare = excerpt.replace(/\s/g, '');
  if (bare === text) return true;
  const isCut = excerpt.endsWith('…') && excerpt.length >= excerptLength / 2;
  return isCut && text.startsWith(bare.replace(/\uFFFD?…$/, ''));
}

/** The words of a rendered text on one line: no code, no marks of notes, no notes. */
const textOf = (html: string): string =>
  html
    .replace(/<section\b[\s\S]*$/, '')
    .replace(/<pre\b[^>]*>[^<]*(?:<code\b[^>]*>[^<]*<\/code>)?<\/pre>/g, ' ')
    .replace(/<sup>.*?<\/sup>/g, '')
    .replace(/<\/?(?:a|code|del|em|input|s|span|strong)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|#x3C);/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&(?:amp|#x26);/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
