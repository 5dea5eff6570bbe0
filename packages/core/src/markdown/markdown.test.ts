import { describe, expect, it } from 'vitest';
import {
  excerptOf,
  isAutomaticExcerpt,
  maxBodyLength,
  renderMarkdown,
  withHeadingLinks,
} from './index.ts';

/** The tags of rendered HTML: what is in texts is escaped. */
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe('rendered markdown', () => {
  it('shows raw HTML as it was written, and follows only http, https, mailto and vesta itself', () => {
    const html = renderMarkdown(
      'a <script>alert(1)</script> <b onclick="x()">b</b> hi <everyone> [c](javascript:alert(1)) ' +
        '![d](data:image/png;base64,x) [e](JaVaScRiPt:x) [f](vbscript:x) <ftp://g.h> [i](&#106;avascript:x)',
    );
    expect(tagsOf(html)).toEqual(['<p>', '</p>']);
    expect(html).toContain('&lt;everyone&gt;');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(tagsOf(renderMarkdown('![a](mailto:a@b.c)'))).toEqual(['<p>', '</p>']);
    for (const href of ['https://a.example', 'mailto:a@b.example', '/x', '#h-y']) {
      expect(renderMarkdown(`[c](${href})`)).toContain(`<a href="${href}"`);
    }
  });

  it('lets no attribute end early', () => {
    for (const text of [
      '![a" onerror="x](https://a.b/"x "y" onload=\'z\'")',
      '[a](https://a.b/?"><b> "><b>")',
      '```js" onclick="x\na\n```',
      '# a" onclick="x',
      '[^"><b>]\n\n[^"><b>]: x',
    ]) {
      for (const tag of tagsOf(renderMarkdown(text))) {
        expect(tag).toMatch(/^<\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"]*")?)*>$/);
        expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/\bon\w+/);
      }
    }
  });

  it('starts headings below the title of the page, each with an id of its words', () => {
    expect(renderMarkdown('# One\n\n###### *Six* `x`')).toMatch(
      /<h2 id="h-one">One<\/h2>\s*<h6 id="h-six-x">/,
    );
    const html = renderMarkdown('# A\n\n# A\n\n# A 2\n\n# Über 音\n\n# !\n\n# A');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('h-über-音');
  });

  it('tells search engines and services that the writer chose a link, not vesta', () => {
    expect(renderMarkdown('[c](https://a.example)')).toContain('rel="nofollow ugc noopener"');
    expect(renderMarkdown('[c](//a.example)')).toContain('rel="nofollow ugc noopener"');
    expect(renderMarkdown('[c](/a)')).not.toContain('rel');
  });

  it('links addresses, and no names of files', () => {
    expect(renderMarkdown('https://a.example/x')).toContain('<a href="https://a.example/x"');
    expect(renderMarkdown('README.md')).not.toContain('<a');
  });

  it.each([
    ['www.example.com', 'https://www.example.com', '·'],
    ['(WWW.Example.com/a?b=c).', 'https://WWW.Example.com/a?b=c', '(·).'],
    ['see www.example.com, or www.', 'https://www.example.com', 'see ·, or www.'],
    ['“www.example.com”', 'https://www.example.com', '“·”'],
    ['**www.example.com**', 'https://www.example.com', '<strong>·</strong>'],
    ['[x](https://a.example/www.b.example)', 'https://a.example/www.b.example', '·'],
    ['https://a.example/www.b.example', 'https://a.example/www.b.example', '·'],
    ['ada@www.example.com', 'mailto:ada@www.example.com', '·'],
  ])('links an address without its scheme over https: %s', (text, href, rest) => {
    const html = renderMarkdown(text);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to?.toLowerCase())).toEqual([
      href.toLowerCase(),
    ]);
    expect(html.replace(/<a .*<\/a>/, '·')).toBe(`<p>${rest}</p>`);
  });

  it.each(['ftp://www.example.com', 'awww.example.com', 'www.', '`www.example.com`', 'www'])(
    'links nothing that only looks like one: %s',
    (text) => expect(renderMarkdown(text)).not.toContain('<a'),
  );

  it('leads from each heading to its own address, on pages only', () => {
    const html = renderMarkdown('# One *two* "three" & `<b>`[^1]\n\n> ## In\n\n[^1]: note');
    const page = withHeadingLinks(html);
    expect(page).toContain(
      '<a href="#h-one-two-three-b" class="heading-link" ' +
        'aria-label="Link to “One two &quot;three&quot; &amp; &lt;b&gt;”">#</a></div>',
    );
    // The heading itself is as it was, and so is its name.
    for (const heading of html.match(/<h\d id="h-.*?<\/h\d>/g)!) expect(page).toContain(heading);
    expect(page.match(/class="heading-link"/g)).toHaveLength(2);
    expect(html).not.toContain('heading-link');
    for (const tag of tagsOf(page)) {
      expect(tag).toMatch(/^<\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"]*")?)*>$/);
    }
  });

  it('adds no more than so many of those links', () => {
    const page = withHeadingLinks(renderMarkdown(`# ${'words '.repeat(9)}\n`.repeat(1500)));
    expect(page.match(/class="heading-link"/g)).toHaveLength(300);
  });

  it('breaks a line at <br>, and is bold beside the marks of Chinese, Japanese and Korean', () => {
    expect(renderMarkdown('one<br>two<BR/>three')).toContain('one<br>\ntwo<br>\nthree');
    expect(renderMarkdown('**「日」**の')).toContain('<strong>「日」</strong>の');
  });

  it('aligns columns without styles, and makes boxes of task items', () => {
    const table = renderMarkdown('|a|b|\n|:-:|-:|\n|1|2|');
    expect(table).toContain('<th align="center">a</th>');
    expect(table).toContain('<td align="right">2</td>');
    expect(table).not.toContain('style');
    expect(renderMarkdown('- [ ] a\n- [x] b')).toMatch(
      /<ul class="contains-task-list">\s*<li class="task-list-item"><input type="checkbox" disabled> a<\/li>\s*<li class="task-list-item"><input type="checkbox" checked disabled> b/,
    );
  });

  it('leads from a footnote to its text and back', () => {
    const html = renderMarkdown('a[^1] b[^2] c[^1]\n\n[^1]: one\n\n[^2]: two');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets).toHaveLength(6);
    for (const target of targets) expect(ids).toContain(target);
    for (const [, id] of html.matchAll(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(id);
  });

  it('lets the keyboard reach what scrolls sideways, and leaves no heading cell empty', () => {
    expect(renderMarkdown('```\nlong\n```')).toContain('<pre tabindex="0">');
    const table = renderMarkdown('| | a |\n|---|---|\n| b | c |');
    expect(table).toContain('<table tabindex="0">');
    expect(table).not.toMatch(/<th[^>]*><\/th>/);
  });
});

describe('what would cost too much', () => {
  const fill = (unit: string) =>
    unit.repeat(Math.ceil(maxBodyLength / unit.length)).slice(0, maxBodyLength);

  it.each([
    ['quotes', '>'.repeat(5000)],
    ['lists', '1. '.repeat(5000)],
    [
      'lists by indentation',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(2 * i)}- a\n`).join(''),
    ],
    [
      'footnotes',
      `${Array.from({ length: 5000 }, (_, i) => `[^${i}]: a\n\n[^${i}]`).join('\n\n')}`,
    ],
    ['marks of one footnote', `[^a]: b\n\n${'[^a] '.repeat(19_000)}`],
    [
      'a table that is filled up',
      `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'a\n'.repeat(12_000)}`,
    ],
    ['one long address many times', `[a]: ${'b'.repeat(20_000)}\n\n${'[a]'.repeat(26_000)}`],
    ['one long title many times', `[a]: b "${'c'.repeat(9000)}"\n\n${'[a]'.repeat(30_000)}`],
    [
      'an address that grows by its encoding',
      `[a]: ${'é'.repeat(1000)}\n\n${'![a]'.repeat(20_000)}`,
    ],
    ['headings', fill('# a\n\n')],
    ['paragraphs', fill('a\n\n')],
    ['items', fill('- a\n')],
    ['boxes', fill('- [ ] a\n')],
    ['rows of a table', `|a|b|\n|-|-|\n${fill('|c|d|\n')}`.slice(0, maxBodyLength)],
    ['quotes that lines go on with', `${'>'.repeat(39)} a\n${fill('b\n')}`.slice(0, maxBodyLength)],
    ['quotes in each other', `${'>'.repeat(45)} a`],
    ['brackets', fill('[')],
    ['pictures', fill('![')],
    ['pictures in each other', `${'!['.repeat(60)}a${'](b)'.repeat(60)}\n\n`.repeat(270)],
    ['addresses', fill('a@b.c ')],
    ['more than a text may be', 'a'.repeat(2 * maxBodyLength + 1)],
  ])('is refused by name: %s', (_name, text) => {
    expect(() => renderMarkdown(text)).toThrow(
      expect.objectContaining({
        code: 'invalid',
        errors: [expect.objectContaining({ path: 'post.body' })],
      }),
    );
  });

  it.each([
    ']',
    '[',
    '![',
    '[a](b (',
    '`a',
    '*a_ ',
    '~a~',
    'a~',
    '<',
    '<!--',
    '&',
    '"',
    '> a\nb\n',
    'a\n',
    '\\',
    'a@b.c ',
    '|',
    '- a\n',
    'http:',
    '- [ ] a\n',
  ])('becomes no more than a few times what was written, or is refused: %j', (unit) => {
    try {
      expect(renderMarkdown(fill(unit)).length).toBeLessThan(9 * maxBodyLength);
    } catch (error) {
      expect(error).toMatchObject({ errors: [{ path: 'post.body' }] });
    }
  });

  it('is nothing that people write', () => {
    expect(renderMarkdown(`${'>'.repeat(20)} deep`)).toContain('deep');
    expect(renderMarkdown('-'.repeat(80))).toContain('<hr>');
    const tracks = Array.from({ length: 400 }, (_, i) => `* **Track ${i}** by *somebody*`);
    expect(renderMarkdown(tracks.join('\n'))).toContain('Track 399');
    const rows = Array.from({ length: 400 }, (_, i) => `| ${i} | Title ${i} | 3:45 |`);
    expect(renderMarkdown(`|n|t|l|\n|-|-|-|\n${rows.join('\n')}`)).toContain('Title 399');
  });

  it.each([
    ['tracks', (i: number) => `* **Track ${i}** by *somebody*\n`],
    ['rows', (i: number) => `${i ? '' : '|n|t|l|\n|-|-|-|\n'}| ${i} | Title ${i} | 3:45 |\n`],
    ['links', (i: number) => `- [Title ${i}](https://a.example/${i})\n`],
    ['boxes', (i: number) => `- [ ] buy milk, ${i}\n`],
    ['addresses', (i: number) => `someone-${i}@label.example, www.label.example/${i}\n`],
    ['paragraphs', (i: number) => `It is *short*. And **${i}**.\n\n`],
  ])('lets a text be as long as it may be when it is all %s', (_, line) => {
    const lines = Array.from({ length: 6000 }, (_, i) => line(i)).join('');
    expect(renderMarkdown(lines.slice(0, maxBodyLength)).length).toBeGreaterThan(maxBodyLength);
  });
});

describe('an excerpt', () => {
  const of = (markdown: string) => excerptOf(renderMarkdown(markdown));

  it('is the words without marks, code and notes, cut at a word', () => {
    expect(of('# Hi\n\n**bold** and `code`\n\n```\nx\n```')).toBe('Hi bold and code');
    expect(of('a[^1] & <everyone>\n\n[^1]: note')).toBe('a & <everyone>');
    expect(of(`${'word '.repeat(100)}`)).toMatch(/^(?:word )+word…$/);
    expect(of('')).toBeNull();
  });

  it('parts what stands apart', () => {
    expect(of('Broken\\\nLine<br>end  \nof\nit')).toBe('Broken Line end of it');
    expect(of('|a|b|\n|-|-|\n|c|d|')).toBe('a b c d');
    expect(of('- a\n- b\n\n> c')).toBe('a b c');
    expect(of('in**side**')).toBe('inside');
  });

  it('never halves a character, nor gives away half of its room', () => {
    expect(of(`a${'😀'.repeat(300)}`)).toBe(`a${'😀'.repeat(238)}…`);
  });

  it('is told from one that somebody wrote, also when it was made by an earlier version', () => {
    const html = renderMarkdown(`a${'😀'.repeat(200)}`);
    expect(isAutomaticExcerpt(excerptOf(html), html)).toBe(true);
    expect(isAutomaticExcerpt(`a${'😀'.repeat(59)}\uFFFD…`, html)).toBe(true);
    expect(isAutomaticExcerpt('BrokenLine', renderMarkdown('Broken\nLine'))).toBe(true);
    expect(isAutomaticExcerpt('Broken', renderMarkdown('Broken\nLine'))).toBe(false);
    expect(isAutomaticExcerpt('My own words', html)).toBe(false);
  });
});
