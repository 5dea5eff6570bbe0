import { describe, expect, it } from 'vitest';
import { jsonLdScript, summaryOf } from './page-head';

describe('the head of a page', () => {
  it('a name cannot break out of the JSON-LD element', () => {
    const html = jsonLdScript({ name: '</script><script>alert(1)</script>' });
    expect(html.match(/<\/?script/g)).toHaveLength(2);
    expect(JSON.parse(html.replace(/<[^>]*>/g, ''))).toMatchObject({
      name: '</script><script>alert(1)</script>',
    });
  });

  it('leaves out what is not known', () => {
    expect(jsonLdScript({ name: 'x', image: null })).not.toContain('image');
  });

  it('a description is one line that ends at a word', () => {
    expect(summaryOf(' two\n\nlines ')).toBe('two lines');
    const long = summaryOf('word '.repeat(100))!;
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long).toMatch(/word…$/);
    expect(summaryOf('  ')).toBeUndefined();
  });
});
