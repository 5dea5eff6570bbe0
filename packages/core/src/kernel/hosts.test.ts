import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readableHost, readableMail, readableUrl } from './hosts.ts';

const asciiOf = (host: string) => new URL(`https://${host}`).hostname;

it.each([
  'bücher.example',
  'münchen-techno.example',
  'łódź.example',
  'đường.example',
  'россия.example',
  'музыка.рф',
  'роса.рф',
  'ελλάδα.example',
  'مثال.example',
  'דוגמה.example',
  'ไทย.example',
  'हिन्दी.example',
  '例え.jp',
  'ひらがなカタカナ漢字.jp',
  '音楽abc.jp',
  '한국.example',
  '中文.example',
  'my_band.example',
])('%s reads as it is written', (host) => {
  expect(readableHost(asciiOf(host))).toBe(host);
});

it.each([
  // Scripts that are not written together.
  'раypal.example',
  'bαndcamp.example',
  'ひ한.example',
  // A whole word of look-alikes.
  'сосо.example',
  'аррӏе.com',
  'ορρο.com',
  // Letters that pass for others, or for no letter at all.
  'spotıfy.example',
  'ɡoogle.example',
  'bandcampーcom.jp',
  'aノb.jp',
  'i❤.example',
  'a·b.example',
  'examplȩ\u0323\u0324.example',
])('%s reads in ASCII', (host) => {
  const ascii = asciiOf(host);
  expect(readableHost(ascii)).toMatch(/xn--/);
  expect(asciiOf(readableHost(ascii))).toBe(ascii);
});

it('only the part that is not safe is in ASCII', () => {
  expect(readableHost(asciiOf('bücher.аррӏе.com'))).toBe('bücher.xn--80ak6aa92e.com');
});

it('a readable address leads to the same place', () => {
  expect(readableUrl('https://xn--bcher-kva.example:8080/%C3%BC?a=b#c')).toBe(
    'https://bücher.example:8080/%C3%BC?a=b#c',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string().map((s) => `https://${s}.example/x`),
      ),
      (text) => {
        if (!URL.canParse(text)) return;
        const { href } = new URL(text);
        expect(new URL(readableUrl(href)).href).toBe(href);
      },
    ),
    { numRuns: 30 },
  );
  expect(readableUrl('no address')).toBe('no address');
});

it('a readable mail address has its host readable', () => {
  expect(readableMail('ü@xn--bcher-kva.example')).toBe('ü@bücher.example');
  expect(readableMail('mira@example.com')).toBe('mira@example.com');
  expect(readableMail('nobody')).toBe('nobody');
});
