/** What a feed shows of a thing: HTML that stands anywhere, so every address in it is whole. */
import { escapeHtml } from '../markdown/index.ts';
import { linkRel, paragraphs, type Piece } from '../plain-text/index.ts';
import type { FeedEntry } from './queries.ts';

/**
 * The whole of a post, the words of a status, or of a release its cover, its words and where to
 * hear it. `page` is the address of its own page.
 */
export function contentOf(
  { bodyHtml, excerpt, cover, title, urls }: FeedEntry,
  page: string,
): string {
  const picture = cover
    ? `<p><img src="${escapeHtml(cover)}" alt="${escapeHtml(title ?? '')}"></p>`
    : '';
  // Programs that show a feed have no page around it that would know a direction.
  if (bodyHtml) return `${picture}<div dir="auto">${absolute(bodyHtml, page)}</div>`;
  const words = paragraphs(excerpt ?? '').map((lines) => `<p dir="auto">${written(lines)}</p>`);
  const links = urls.map(
    ({ name, url }) => `<li dir="auto"><a href="${escapeHtml(url)}">${escapeHtml(name)}</a></li>`,
  );
  return picture + words.join('') + (links.length > 0 ? `<ul>${links.join('')}</ul>` : '');
}

/** The lines of a paragraph with their links. */
const written = (lines: Piece[][]) => lines.map((line) => line.map(pieceOf).join('')).join('<br>');

const pieceOf = ({ text, href }: Piece) =>
  href
    ? `<a href="${escapeHtml(href)}" rel="${linkRel}" dir="ltr">${escapeHtml(text)}</a>`
    : escapeHtml(text);

/**
 * Rendered posts have addresses within vesta and notes at their own foot. What renders them writes
 * every attribute in double quotes and no `<` in a text or an attribute, so tags can be told by that.
 * Posts of before have `>` in an `alt` or `title`, behind `href` and `src`.
 */
const absolute = (html: string, page: string): string =>
  html.replace(/<(?:a|img)\b[^>]*>/g, (tag) =>
    tag.replace(
      / (href|src)="([^"]*)"/g,
      (_, name: string, address: string) => ` ${name}="${whole(address, page)}"`,
    ),
  );

/** The address as seen from the page. What is no address stays what it is. */
const whole = (address: string, page: string): string =>
  URL.canParse(address) ? address : (URL.parse(address, page)?.href ?? address);
