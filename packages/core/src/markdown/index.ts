/** Markdown that people write, made into HTML that is safe to show. */
import rehypeExternalLinks from 'rehype-external-links';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { cutText } from '@vesta-cx/utils/text';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { Element, Root } from 'hast';
import { invalidField } from '../kernel/index.ts';

const schema = {
  ...defaultSchema,
  // Ids come from footnotes alone, and with a prefix: a second one would part them from their links.
  clobberPrefix: '',
  protocols: {
    ...defaultSchema.protocols,
    href: ['http', 'https', 'mailto'],
    src: ['http', 'https'],
  },
};

/** A post's title is the page's h1, so headings in the text start one level below. */
function lowerHeadings() {
  return (tree: Root) => {
    visit(tree, 'element', (node: Element) => {
      const level = /^h([1-6])$/.exec(node.tagName)?.[1];
      if (level) node.tagName = `h${Math.min(6, Number(level) + 1)}`;
    });
  };
}

/** Pictures load when they come into view. */
function lazyImages() {
  return (tree: Root) => {
    visit(tree, { type: 'element', tagName: 'img' }, (node: Element) => {
      node.properties.loading = 'lazy';
      node.properties.decoding = 'async';
      node.properties.alt ??= '';
    });
  };
}

/** What scrolls sideways on a phone can be reached by keyboard, and a heading cell has words. */
function reachable() {
  return (tree: Root) => {
    visit(tree, 'element', (node: Element) => {
      if (node.tagName === 'pre' || node.tagName === 'table') node.properties.tabIndex = 0;
      if (node.tagName === 'th' && node.children.length === 0) node.tagName = 'td';
    });
  };
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(lowerHeadings)
  .use(lazyImages)
  .use(reachable)
  .use(rehypeExternalLinks, { rel: ['nofollow', 'ugc', 'noopener'] })
  .use(rehypeStringify);

/** Deeper than anybody writes; parsing takes time by the square of it and in the end the stack. */
const tooDeep = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){50}/m;

/** Matching them takes time by the square of how many stand in one paragraph. */
const maxMarks = 500;
/** Where a paragraph surely ends: an empty line, or a line that starts a heading, quote or bullet. */
const blocks = /\n[ \t]*(?=\n)|\n(?= {0,3}(?:[-+*>]|#{1,6})[ \t])/;

function refuseSlow(markdown: string): void {
  if (tooDeep.test(markdown)) {
    throw invalidField('post.body', 'Quotes and lists are nested too deep here');
  }
  if (markdown.split(blocks).some((block) => (block.match(/\*+|_+/g)?.length ?? 0) > maxMarks)) {
    throw invalidField('post.body', `Use at most ${maxMarks} groups of * and _ in one paragraph`);
  }
}

/**
 * Renders CommonMark with GitHub's tables, lists and autolinks. Raw HTML is dropped, links are
 * http(s) or mailto, images http(s). Throws `invalid` for what would take too long to
 * read: very deep nesting, hundreds of emphasis marks in one paragraph.
 */
export async function renderMarkdown(markdown: string): Promise<string> {
  refuseSlow(markdown);
  return String(await processor.process(markdown));
}

/** The first `length` characters of the text without marks, cut at a word. For excerpts. */
export function plainText(markdown: string, length: number): string {
  refuseSlow(markdown);
  const text: string[] = [];
  visit(unified().use(remarkParse).use(remarkGfm).parse(markdown), (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') text.push(node.value);
    if (node.type === 'paragraph' || node.type === 'heading') text.push(' ');
  });
  return cutText(text.join('').replace(/\s+/g, ' ').trim(), length);
}
