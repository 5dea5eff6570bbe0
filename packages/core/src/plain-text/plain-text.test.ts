import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphs } from './index.ts';

/** The links in a line, and what is left when they are taken out. */
function linksIn(line: string) {
  const pieces = paragraphs(line).flat(2);
  return {
    links: pieces.filter(({ href }) => href).map(({ href }) => href),
    rest: pieces.map(({ text, href }) => (href ? '·' : text)).join(''),
  };
}

describe('plain text', () => {
  it('an empty line parts paragraphs, a line break stays a line', () => {
    expect(paragraphs('One\r\ntwo\n\n \n\nThree\n')).toEqual([
      [[{ text: 'One' }], [{ text: 'two' }]],
      [[{ text: 'Three' }]],
    ]);
  });

  it('a web address becomes a link and leaves the sentence its full stop', () => {
    expect(paragraphs('See https://www.moth.example/tour/, or ask.')).toEqual([
      [
        [
          { text: 'See ' },
          { text: 'moth.example/tour/', href: 'https://www.moth.example/tour/' },
          { text: ', or ask.' },
        ],
      ],
    ]);
    expect(paragraphs('HTTPS://Moth.Example/')[0]![0]).toEqual([
      { text: 'Moth.Example', href: 'https://moth.example/' },
    ]);
  });

  it.each([
    ['www.moth.example', 'https://www.moth.example/', '·'],
    ['(WWW.Moth.Example/Tour?a=b#c).', 'https://www.moth.example/Tour?a=b#c', '(·).'],
    ['見てwww.moth.example/a。', 'https://www.moth.example/a', '見て·。'],
    ['https://a.example/www.b.example', 'https://a.example/www.b.example', '·'],
    ['see www.moth.example, or www.', 'https://www.moth.example/', 'see ·, or www.'],
  ])('an address without its scheme is linked over https: %s', (line, href, rest) => {
    expect(linksIn(line)).toEqual({ links: [href], rest });
  });

  it.each(['ada@www.moth.example', 'ftp://www.moth.example', 'awww.moth.example', 'www..', 'www.'])(
    'what only looks like one is left as it is: %s',
    (line) => expect(linksIn(line)).toEqual({ links: [], rest: line }),
  );

  it.each([
    ['https://en.example/wiki/Air_(band)', '/wiki/Air_(band)', '·'],
    ['(see https://en.example/wiki/Air_(band))', '/wiki/Air_(band)', '(see ·)'],
    ['(https://en.example/a_(b)_(c).)', '/a_(b)_(c)', '(·.)'],
    ['[text](https://en.example/a)after', '/a', '[text](·)after'],
    ['https://en.example/a[1]]', '/a[1]', '·]'],
    ['https://en.example/a(', '/a', '·('],
    ['HTTPS://en.example/a', '/a', '·'],
    ['Https://en.example/a!?', '/a', '·!?'],
    ['*https://en.example/a*', '/a', '*·*'],
    ['“https://en.example/a”', '/a', '“·”'],
    ['‘https://en.example/a’', '/a', '‘·’'],
    ['«https://en.example/a»', '/a', '«·»'],
    ['„https://en.example/a“…', '/a', '„·“…'],
    ['https://en.example/a—there', '/a', '·—there'],
    ['https://en.example/L’Air', '/L%E2%80%99Air', '·'],
    ['https://en.example/a-', '/a-', '·'],
    ['https://en.example/a_b_', '/a_b_', '·'],
    ['https://en.example/a?b=c#d', '/a?b=c#d', '·'],
    ['https://en.example/a|https://en.example/a', '/a', '·|·'],
    // Other scripts' full stops, commas, brackets and question marks.
    ['見て「https://en.example/a」。', '/a', '見て「·」。'],
    ['请看https://en.example/a。然后', '/a', '请看·。然后'],
    ['https://en.example/a、b', '/a', '·、b'],
    ['（https://en.example/a）', '/a', '（·）'],
    ['https://en.example/a，b！', '/a', '·，b！'],
    ['هل رأيت https://en.example/a؟', '/a', 'هل رأيت ·؟'],
    ['https://en.example/a، ثم', '/a', '·، ثم'],
    ['https://en.example/a।', '/a', '·।'],
    ['https://en.example/a։', '/a', '·։'],
    // What nobody sees.
    ['https://en.example/a\u200B', '/a', '·\u200B'],
    ['https://en.example/a\u200Bb', '/a', '·\u200Bb'],
    ['https://en.example/a\u200E', '/a', '·\u200E'],
    ['https://en.example/a\u202C!', '/a', '·\u202C!'],
    ['https://en.example/a\uFEFFb', '/a', '·\uFEFFb'],
    ['https://en.example/a\u{11047}', '/a', '·\u{11047}'],
    ['https://en.example/a\u00ADb', '/a', '·\u00ADb'],
    ['https://en.example/a\u200D', '/a', '·\u200D'],
    ['https://en.example/a\u{E0061}', '/a', '·\u{E0061}'],
    ['https://en.example/a\u3000b', '/a', '·\u3000b'],
  ])('%s', (line, path, rest) => {
    const found = linksIn(line);
    expect(found.rest).toBe(rest);
    expect(new Set(found.links)).toEqual(new Set([`https://en.example${path}`]));
  });

  it('letters of every script, joiners and emoji in an address stay in it', () => {
    for (const path of ['モーニング', 'نمی‌خواهم', '👩‍🎤', '❤️', 'ה־א', 'a–b']) {
      const line = `https://en.example/${path}`;
      expect(linksIn(`${line}. And`)).toEqual({ links: [new URL(line).href], rest: '·. And' });
    }
  });

  it('nothing but http and https is followed, and markup stays text', () => {
    for (const text of [
      'javascript:alert(1) <b>https://</b>',
      'xhttps://en.example/a',
      'https://',
      'https://(',
      'data:text/html,hi',
      'https://bank.example@evil.example/',
      'https://bank.example:pass@evil.example/',
    ]) {
      expect(paragraphs(text), text).toEqual([[[{ text }]]]);
    }
  });

  it('a host that can pass for another shows its code', () => {
    const shown = (host: string) => paragraphs(`https://${host}/a`)[0]![0]![0]!.text;
    for (const host of [
      'müller.example',
      'пример.рф',
      '例え.jp',
      'مثال.example',
      'xn--mller-kva.de',
    ])
      expect(shown(host)).toBe(`${host}/a`);
    expect(shown('аррӏе.com')).toBe('xn--80ak6aa92e.com/a');
    expect(shown('pаypal.com')).toBe('xn--pypal-4ve.com/a');
    expect(shown('ɡoogle.com')).toMatch(/^xn--/);
  });

  it('is empty for blank text', () => {
    expect(paragraphs(' \n\n ')).toEqual([]);
  });

  it('takes no address that browsers would not, and says all the other words, whatever is written', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('https://', 'HTTP://', 'a.example', '/x', '(', ')', '[', ']', '。', '\u200B'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const line = parts.join('');
        for (const { text, href } of paragraphs(line).flat(2)) {
          if (href === undefined) expect(line.replace(/\r\n?/g, '\n')).toContain(text);
          else expect(new URL(href).protocol).toMatch(/^https?:$/);
        }
      }),
    );
  });
});
