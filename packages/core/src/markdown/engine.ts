// Apps compile this file by themselves, and know of no declaration that nobody names.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./footnote.d.ts" />
/** The parser, and the only HTML that it can write: every text and attribute is escaped by it. */
import { beginningOf } from '@vesta-cx/utils/text';
import MarkdownIt, { type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnote from 'markdown-it-footnote';
import { countText, countToken, maxDepth } from './limits.ts';

/** CommonMark with GitHub's tables, strikethrough, task items, footnotes and links without marks. */
export const engine = new MarkdownIt({
  html: false,
  linkify: true,
  // Below this the parser drops what is in it; before that it is refused.
  maxNesting: maxDepth + 10,
})
  .use(cjkFriendly)
  .use(footnote)
  // `^[…]` is none of GitHub's.
  .disable('footnote_inline');

// Links within vesta have no scheme; of the others these are harmless.
engine.block.State = class extends engine.block.State {
  override push(...token: Parameters<InstanceType<typeof engine.block.State>['push']>) {
    countToken(this.env);
    return super.push(...token);
  }
};
engine.inline.State = class extends engine.inline.State {
  constructor(...text: ConstructorParameters<typeof engine.inline.State>) {
    super(...text);
    countText(this.env, this.src);
  }
  override push(...token: Parameters<InstanceType<typeof engine.inline.State>['push']>) {
    countToken(this.env);
    return super.push(...token);
  }
};

engine.validateLink = (url) => !/^[^/?#]*:/.test(url) || /^(?:https?|mailto):/i.test(url);
// "README.md" is a name, not an address; "www.example.com" is one.
engine.linkify
  .set({ fuzzyLink: false })
  .add('ftp:', null)
  .add('//', null)
  .add('www.', {
    validate(text, pos, { re }) {
      const begin = pos - 'www.'.length;
      // Part of an address of another kind.
      if (/[@/:.-]/.test(text.charAt(begin - 1))) return 0;
      const address = re.get_relative_proto_validator();
      address.lastIndex = begin;
      const found = address.exec(text)?.[0] ?? '';
      return Math.max(0, found.length - 'www.'.length);
    },
    normalize(match) {
      match.url = `https://${match.url}`;
    },
  });

/** `<br>` is what people know for a line break in a table; all other HTML is shown as written. */
engine.inline.ruler.before('autolink', 'br', (state, silent) => {
  const mark = /^<br ?\/?>/i.exec(state.src.slice(state.pos, state.pos + 6))?.[0];
  if (!mark) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += mark.length;
  return true;
});

engine.core.ruler.push('vesta', ({ tokens }) => {
  const ids = new Map<string, number>();
  const lists: Token[] = [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    switch (token.type) {
      case 'heading_open': {
        // A post's title is the page's h1, so headings in the text start one level below.
        const tag = `h${Math.min(6, Number(token.tag[1]) + 1)}`;
        token.attrSet('id', uniqueId(headingText(next), ids));
        token.tag = tokens[i + 2]!.tag = tag;
        break;
      }
      case 'table_open':
        // What scrolls sideways on a phone can be reached by keyboard.
        token.attrSet('tabindex', '0');
        break;
      case 'th_open':
      case 'td_open':
        alignByAttribute(token);
        // A heading cell has words.
        if (token.tag === 'th' && !next?.content) token.tag = tokens[i + 2]!.tag = 'td';
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists.push(token);
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        break;
      case 'list_item_open':
        if (isTask(tokens, i)) {
          token.attrSet('class', 'task-list-item');
          lists.at(-1)?.attrSet('class', 'contains-task-list');
        }
    }
    token.children?.forEach((child) => {
      if (
        child.type === 'link_open' &&
        /^(?:https?:|mailto:|\/\/)/i.test(attribute(child, 'href'))
      ) {
        child.attrSet('rel', 'nofollow ugc noopener');
      }
    });
  });
});

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');

const headingText = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');

/** An id of the heading's words. The prefix keeps it from being one that the page has itself. */
function uniqueId(text: string, taken: Map<string, number>): string {
  const words = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const base = `h-${beginningOf(words.replace(/^-|-$/g, ''), 60) || 'section'}`;
  let count = taken.get(base) ?? 0;
  let id = base;
  while (taken.has(id)) id = `${base}-${(count += 1) + 1}`;
  taken.set(base, count);
  if (id !== base) taken.set(id, 0);
  return id;
}

/** The content security policy allows no style attributes. */
function alignByAttribute(token: Token): void {
  const align = /text-align:(\w+)/.exec(attribute(token, 'style'))?.[1];
  token.attrs = align ? [['align', align]] : null;
}

/** Makes `[ ]` and `[x]` at the beginning of a list item a box. */
function isTask(tokens: Token[], item: number): boolean {
  const inline = tokens[item + 1]?.type === 'paragraph_open' ? tokens[item + 2] : undefined;
  const [text] = inline?.children ?? [];
  const mark = text?.type === 'text' ? /^\[([ xX])\](?=\s)/.exec(text.content) : null;
  if (!text || !mark) return false;
  text.content = text.content.slice(mark[0].length);
  text.meta = { box: mark[1] === ' ' ? 'open' : 'done' };
  return true;
}

const { rules } = engine.renderer;
const { escapeHtml } = engine.utils;

rules.text = (tokens, i) => {
  const { content, meta } = tokens[i]!;
  const box = (meta as { box?: 'open' | 'done' } | null)?.box;
  const checked = box === 'done' ? ' checked' : '';
  return (box ? `<input type="checkbox"${checked} disabled>` : '') + escapeHtml(content);
};
rules.fence = rules.code_block = (tokens, i) =>
  `<pre tabindex="0"><code>${escapeHtml(tokens[i]!.content)}</code></pre>\n`;
rules.image = (tokens, i, options, env, self) => {
  const token = tokens[i]!;
  const src = attribute(token, 'src');
  const alt = self.renderInlineAsText(token.children ?? [], options, env);
  if (/^mailto:/i.test(src)) return escapeHtml(alt);
  const title = attribute(token, 'title');
  return (
    `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"` +
    `${title ? ` title="${escapeHtml(title)}"` : ''} loading="lazy" decoding="async">`
  );
};

const noteOf = (token: Token) => token.meta as { id: number; subId?: number };
const backOf = ({ id, subId = 0 }: ReturnType<typeof noteOf>) =>
  `user-content-fnref-${id + 1}${subId > 0 ? `-${subId + 1}` : ''}`;

rules.footnote_ref = (tokens, i) => {
  const note = noteOf(tokens[i]!);
  const n = note.id + 1;
  return (
    `<sup><a href="#user-content-fn-${n}" id="${backOf(note)}" data-footnote-ref ` +
    `aria-describedby="footnote-label">${n}</a></sup>`
  );
};
rules.footnote_block_open = () =>
  '<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2>\n<ol>\n';
rules.footnote_block_close = () => '</ol>\n</section>\n';
rules.footnote_open = (tokens, i) => `<li id="user-content-fn-${noteOf(tokens[i]!).id + 1}">\n`;
rules.footnote_close = () => '</li>\n';
rules.footnote_anchor = (tokens, i) => {
  const note = noteOf(tokens[i]!);
  const n = note.id + 1;
  const which = note.subId ? `${n}-${note.subId + 1}` : String(n);
  return ` <a href="#${backOf(note)}" aria-label="Back to reference ${which}">↩</a>`;
};
