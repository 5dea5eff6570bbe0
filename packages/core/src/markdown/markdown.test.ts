import { describe, expect, it } from 'vitest';
import { plainText, renderMarkdown } from './index.ts';

describe('rendered markdown', () => {
  it('drops raw HTML and every address that is not http, https or mailto', async () => {
    const html = await renderMarkdown(
      'a <script>alert(1)</script> <b onclick="x()">b</b> [c](javascript:alert(1)) ![d](data:x)',
    );
    expect(html).not.toMatch(/script|onclick|data:/);
  });

  it('starts headings below the title of the page', async () => {
    expect(await renderMarkdown('# One\n\n###### Six')).toMatch(/<h2>One<\/h2>\s*<h6>Six<\/h6>/);
  });

  it('tells search engines and services that the writer chose a link, not vesta', async () => {
    expect(await renderMarkdown('[c](https://a.example)')).toContain('rel="nofollow ugc noopener"');
  });

  it('leads from a footnote to its text and back', async () => {
    const html = await renderMarkdown('a[^1] b[^2]\n\n[^1]: one\n\n[^2]: two');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets).toHaveLength(4);
    for (const target of targets) expect(ids).toContain(target);
    for (const [, id] of html.matchAll(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(id);
  });

  it('refuses quotes and lists that only a machine nests so deep', async () => {
    const refusal = { code: 'invalid', errors: [{ path: 'post.body' }] };
    for (const mark of ['>', '> ', '+ ', '1. ']) {
      await expect(renderMarkdown(`a\n\n${mark.repeat(5000)}b`)).rejects.toMatchObject(refusal);
      expect(() => plainText(mark.repeat(5000), 100)).toThrow(/nested too deep/);
    }
    expect(await renderMarkdown(`${'>'.repeat(20)} deep`)).toContain('deep');
    expect(await renderMarkdown('-'.repeat(80))).toContain('<hr>');
  });

  it('refuses a paragraph whose emphasis would take minutes to match, and no long list', async () => {
    const refusal = { code: 'invalid', errors: [{ path: 'post.body' }] };
    for (const mark of ['*a_', '\n2. *a_', '\n| *a_']) {
      await expect(renderMarkdown(`text${mark.repeat(3000)}`)).rejects.toMatchObject(refusal);
    }
    const tracks = Array.from({ length: 400 }, (_, i) => `* **Track ${i}** by *somebody*`);
    expect(await renderMarkdown(tracks.join('\n'))).toContain('Track 399');
  });

  it('lets the keyboard reach what scrolls sideways, and leaves no heading cell empty', async () => {
    expect(await renderMarkdown('```\nlong\n```')).toContain('<pre tabindex="0">');
    const table = await renderMarkdown('| | a |\n|---|---|\n| b | c |');
    expect(table).toContain('<table tabindex="0">');
    expect(table).not.toMatch(/<th[^>]*><\/th>/);
  });
});

describe('an excerpt', () => {
  it('is the text without marks, cut at a word', () => {
    expect(plainText('# Hi\n\n**bold** and `code`', 100)).toBe('Hi bold and code');
    expect(plainText('one two three', 9)).toBe('one two…');
  });
});
