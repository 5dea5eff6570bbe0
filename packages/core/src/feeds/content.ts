/** What a feed shows of a thing: HTML that stands anywhere, so every address in it is whole. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { linkRel, paragraphs, type Piece } from '../plain-text/index.ts';
import type { FeedEntry } from './queries.ts';

/**
 * The whole of a post, the words of a status, or of a release its cover, its words and where to
 * hear it. `page` is the address of its own page.
 */
export function contentOf({ post, excerpt, cover, title, urls }: FeedEntry, page: string): string {
  const parts: Element[] = [];
  if (cover) parts.push(h('p', [h('img', { src: cover, alt: title ?? '' })]));
  // Programs that show a feed have no page around it that would know a direction.
  if (post) return `${htmlOf(parts)}<div dir="auto">${absolute(post.bodyHtml, page)}</div>`;
  if (excerpt)
    parts.push(...paragraphs(excerpt).map((lines) => h('p', { dir: 'auto' }, written(lines))));
  if (urls.length > 0) {
    parts.push(
      h(
        'ul',
        urls.map(({ name, url }) => h('li', { dir: 'auto' }, [h('a', { href: url }, name)])),
      ),
    );
  }
  return htmlOf(parts);
}

const writer = unified().use(rehypeStringify).freeze();

const htmlOf = (children: Element[]): string => writer.stringify({ type: 'root', children });

/** The lines of a paragraph with their links. */
const written = (lines: Piece[][]) =>
  lines.flatMap((line, i) => [
    ...(i === 0 ? [] : [h('br')]),
    ...line.map(({ text, href }) =>
      href ? h('a', { href, rel: linkRel, dir: 'ltr' }, text) : text,
    ),
  ]);

/**
 * Rendered posts have addresses within vesta and notes at their own foot. What renders them writes
 * every attribute in double quotes and no `<` in a text or an attribute, so tags can be told by that.
 * A `>` in an `alt` or `title` ends the tag here too early: `href` and `src` stand before those.
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
