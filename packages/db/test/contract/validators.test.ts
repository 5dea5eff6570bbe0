import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationMsSchema,
  httpUrlSchema,
  isrcSchema,
  mailSchema,
  pictureUrlSchema,
  slugSchema,
  themeSchema,
  upcSchema,
} from '../../src/validators.ts';
import * as validators from '../../src/validators.ts';
import { resource, scene, workspace } from './scene/index.ts';
import { enumColumns, tables } from './tables.ts';

interface Validator {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: Issue[] } };
}
interface Issue {
  path: PropertyKey[];
  message: string;
}
const all = validators as unknown as Record<string, Validator>;

/** `workspaceSlugs` → `WorkspaceSlug`, `albums` → `Album`; pricing has no plural. */
const singular = (name: string) =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/ies$/, 'y').replace(/s$/, '');
const insertOf = (name: string) => all[`insert${singular(name)}Schema`]!;
const updateOf = (name: string) => all[`update${singular(name)}Schema`];
const rowsOf = (table: unknown) => scene.find((entry) => entry.table === table)!.rows;

describe.each(tables)('%s', (name, table) => {
  it('has an insert validator that takes a stored row', () => {
    for (const row of rowsOf(table)) {
      const result = insertOf(name).safeParse(row);
      expect(result.error?.issues ?? []).toEqual([]);
      expect(result.data).toEqual(row);
    }
  });

  if ('updatedAt' in rowsOf(table)[0]!) {
    it('has an update validator, since its rows change, and that asks for nothing', () => {
      for (const row of [{}, ...rowsOf(table)]) {
        expect(updateOf(name)!.safeParse(row).error?.issues ?? []).toEqual([]);
      }
    });
  }

  it.for(enumColumns(table).map(([column]) => column))('refuses an unknown %s', (column) => {
    for (const validator of [insertOf(name), updateOf(name)]) {
      const result = validator?.safeParse({ ...rowsOf(table)[0], [column]: 'nonsense' });
      if (result) expect(result.error?.issues.map(({ path }) => path)).toEqual([[column]]);
    }
  });
});

/** What a schema makes of a text: what is stored, or `refused: ` and the first reason. */
function outcome(schema: Validator, text: unknown): unknown {
  const { success, data, error } = schema.safeParse(text);
  return success ? data : `refused: ${error!.issues[0]!.message}`;
}

const noAddress = 'refused: Give a web address, such as https://example.com';
const notPublic = 'refused: Give an address that everybody can open';
const noScheme = (scheme: string) =>
  `refused: ${scheme} is not possible here: give an address that starts with https://`;

describe('addresses', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['http://example.com/a?b=c#d', 'http://example.com/a?b=c#d'],
    ['HTTPS://EXAMPLE.COM/ü', 'https://example.com/%C3%BC'],
    ['example.com', 'https://example.com/'],
    ['artist.example.com:8080/x', 'https://artist.example.com:8080/x'],
    ['//example.com/x', 'https://example.com/x'],
    ['https:/example.com', 'https://example.com/'],
    ['https: //example.com', 'https://example.com/'],
    ['https:\\\\example.com\\x', 'https://example.com/x'],
    ['my_band.example.com', 'https://my_band.example.com/'],
    ['band-.example.com', 'https://band-.example.com/'],
    ['youtube.com/@mira', 'https://youtube.com/@mira'],
    ['bücher.example/x', 'https://xn--bcher-kva.example/x'],
    ['ＨＴＴＰＳ：／／ｅｘａｍｐｌｅ．ｃｏｍ／x', 'https://example.com/x'],
    ['\u00A0\u200Bhttps://example.com/x\uFEFF\u3000', 'https://example.com/x'],
    ['https://exa\u00ADmp\u200Dle.com/x\u2060', 'https://example.com/x'],
    ['\u202Ahttps://example.com/x\u202C', 'https://example.com/x'],
    ['https://example.com/a-long-\r\n  name', 'https://example.com/a-long-name'],
    ['<https://example.com/x>', 'https://example.com/x'],
    ['“example.com/x”', 'https://example.com/x'],
    // A joiner that spells a word stays.
    [
      'example.com/می\u200Cخواهم',
      'https://example.com/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
    ],
  ])('take %j as %j', (text, stored) => {
    expect(outcome(httpUrlSchema, text)).toBe(stored);
  });

  it.each([
    ['javascript:alert(1)', noScheme('javascript:')],
    ['JaVaScRiPt:alert(1)', noScheme('javascript:')],
    [' javascript:alert(1)', noScheme('javascript:')],
    ['java\nscript:alert(1)', noScheme('javascript:')],
    ['java\u200Bscript:alert(1)', noScheme('javascript:')],
    ['ｊavascript：//alert(1)', noScheme('javascript:')],
    ['data:text/html,<script>alert(1)</script>', noScheme('data:')],
    ['vbscript:msgbox(1)', noScheme('vbscript:')],
    ['file:///etc/passwd', noScheme('file:')],
    ['blob:https://example.com/1', noScheme('blob:')],
    ['ftp://example.com', noScheme('ftp:')],
    ['mailto:mira@example.com', noScheme('mailto:')],
    ['spotify:track:1', noScheme('spotify:')],
    ['mira@example.com', 'refused: This is a mail address: give a web address'],
    ['https://spotify.com@example.com', 'refused: Leave out the user name and the password'],
    ['https://a:b@example.com', 'refused: Leave out the user name and the password'],
    ['localhost:3000', notPublic],
    ['http://app.localhost/', notPublic],
    ['http://127.0.0.1/', notPublic],
    ['http://2130706433/', notPublic],
    ['https://[::1]/', notPublic],
    ['https://a.example/x https://b.example/y', 'refused: Give one address and nothing else'],
    ['https://a.example/x\nhttps://b.example/y', 'refused: Give one address and nothing else'],
    ['/relative', noAddress],
    ['/relative.html', noAddress],
    ['example', noAddress],
    ['two words.com', noAddress],
    ['https//example.com', noAddress],
    ['https://', noAddress],
    ['', noAddress],
    ['\u200B', noAddress],
    [`https://example.com/${'a'.repeat(2048)}`, 'refused: Use at most 2048 characters'],
    ['a'.repeat(100_000), 'refused: Use at most 2048 characters'],
  ])('refuse %j: %s', (text, refusal) => {
    expect(outcome(httpUrlSchema, text)).toBe(refusal);
    expect(outcome(pictureUrlSchema, text)).toBe(refusal);
  });

  it('of pictures are https alone, and who gives another reads so', () => {
    expect(outcome(pictureUrlSchema, 'example.com/a.jpg')).toBe('https://example.com/a.jpg');
    expect(outcome(pictureUrlSchema, 'HTTP://example.com/a.jpg')).toBe(
      'refused: Give a full address that starts with https://',
    );
    const picture = { avatarUrl: 'http://example.com/a.jpg' };
    expect(updateOf('workspaces')?.safeParse(picture).success).toBe(false);
  });

  it('are stored in one spelling, which stays', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string()), (text) => {
        const { success, data } = httpUrlSchema.safeParse(text);
        if (!success) return;
        expect(data).toMatch(/^https?:\/\/[!-~]+$/);
        expect(httpUrlSchema.parse(data)).toBe(data);
      }),
    );
  });

  it('that pass are http or https to the browser too', () => {
    const schemes = fc.constantFrom('http', 'https', 'javascript', 'data', 'file', 'HTTP', 'ws');
    const separators = fc.constantFrom(':', '://', ':/', ': //', '\t://', ':\\\\');
    const tail = fc.oneof(
      fc.webUrl().map((url) => url.slice(url.indexOf('/') + 2)),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 2 }), schemes, separators, tail, (lead, s, sep, rest) => {
        const url = lead + s + sep + rest;
        const { success, data } = httpUrlSchema.safeParse(url);
        if (success) expect(['http:', 'https:']).toContain(new URL(data).protocol);
      }),
      { numRuns: 40 },
    );
  });

  const linked = tables.flatMap(([name, table]) =>
    Object.entries(rowsOf(table)[0]!)
      .filter(([, value]) => /^https?:/.test(String(value)))
      .map(([field]) => [name, field, table] as const),
  );

  it.each(linked)('are wanted in %s.%s', (name, field, table) => {
    const bad = { [field]: 'javascript:alert(1)' };
    expect(insertOf(name).safeParse({ ...rowsOf(table)[0], ...bad }).success).toBe(false);
    expect(updateOf(name)!.safeParse(bad).success).toBe(false);
  });
});

describe('mail addresses', () => {
  it.each([
    ['Mira@Example.com', 'mira@example.com'],
    ['ü@bücher.example', 'ü@xn--bcher-kva.example'],
    ['ü@xn--bcher-kva.example', 'ü@xn--bcher-kva.example'],
    ['u\u0308@BÜCHER.example', 'ü@xn--bcher-kva.example'],
    ['用户@例え.jp', '用户@xn--r8jz45g.jp'],
    ['mailto:mira@example.com?subject=Hi', 'mira@example.com'],
    ['Mira Okafor <mira@example.com>', 'mira@example.com'],
    ['\u200Bmira@example.com\u00A0,', 'mira@example.com'],
    ['ｍｉｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'mira@example.com'],
    ['mira+music@mail.example.co.uk', 'mira+music@mail.example.co.uk'],
  ])('are taken: %j as %j', (text, stored) => {
    expect(outcome(mailSchema, text)).toBe(stored);
    expect(outcome(mailSchema, stored)).toBe(stored);
  });

  it.each([
    'mira',
    'mira@',
    '@example.com',
    'mira@example',
    'mira@localhost',
    'mira@127.0.0.1',
    'mira@my_band.example',
    'mira@example.com:25',
    'mira@example.com/x',
    'mi ra@example.com',
    'mira@@example.com',
    'mira..okafor@example.com',
    '.mira@example.com',
    'a@example.com, b@example.com',
    `${'a'.repeat(65)}@example.com`,
    '',
  ])('are refused: %j', (text) => {
    expect(outcome(mailSchema, text)).toBe(
      'refused: Give an email address, such as mira@example.com',
    );
  });
});

describe('codes', () => {
  it.each([
    'GBAYE0601498',
    'gb-aye-06-01498',
    ' GB AYE 06 01498\u200B',
    'ISRC GBAYE0601498',
    'isrc: GB\u2010AYE\u201106\u201201498',
    'GB\u2013AYE\u201406\u201501498',
    'GB\u2212AYE\u00AD06.01498',
    'urn:ISRC:GBAYE0601498',
    'ＧＢＡＹＥ０６０１４９８',
    'GBAYE٠٦٠١٤٩٨',
  ])('of recordings are stored as one: %j', (text) => {
    expect(outcome(isrcSchema, text)).toBe('GBAYE0601498');
  });

  it('of recordings may begin with the four letters themselves', () => {
    expect(outcome(isrcSchema, 'IS-RC1-20-12345')).toBe('ISRC12012345');
    expect(outcome(isrcSchema, 'ISRC IS-RC1-20-12345')).toBe('ISRC12012345');
  });

  it.each(['GBAYE060149', 'GBAYE06014980', 'G1AYE0601498', 'GBAYE06O1498', 'GBÄYE0601498', ''])(
    'of recordings are refused: %j',
    (text) => {
      expect(outcome(isrcSchema, text)).toBe(
        'refused: An ISRC has twelve characters, like GBAYE0601498',
      );
    },
  );

  it.each([
    ['036000291452', '036000291452'],
    ['0 36000 29145 2', '036000291452'],
    ['UPC: 0-36000-29145-2', '036000291452'],
    ['UPC-A 036000291452', '036000291452'],
    ['UPC/EAN 036000291452', '036000291452'],
    ['EAN 4006381333931', '4006381333931'],
    ['EAN-13: 4006381333931', '4006381333931'],
    ['EAN 13 4 006381 333931', '4006381333931'],
    ['4\u2010006381\u2212333931\u00A0', '4006381333931'],
    ['４００６３８１３３３９３１', '4006381333931'],
    ['GTIN-14: 00012345600012', '00012345600012'],
  ])('of products are stored as digits: %j as %s', (text, stored) => {
    expect(outcome(upcSchema, text)).toBe(stored);
    expect(outcome(upcSchema, stored)).toBe(stored);
  });

  const wrongDigit = 'refused: Check the digits: the last one does not go with the others';
  const wrongLength = 'refused: A UPC has 12 digits, an EAN 13';
  it.each([
    ['036000291453', wrongDigit],
    ['4006381339331', wrongDigit],
    ['000000000000', wrongDigit],
    ['96385074', wrongLength],
    ['12345678901', wrongLength],
    ['036000291452036', wrongLength],
    ['13 4006381333931', wrongLength],
    ['B00005N5PF', wrongLength],
    ['', wrongLength],
  ])('of products are refused: %j', (text, refusal) => {
    expect(outcome(upcSchema, text)).toBe(refusal);
  });

  it('of products with one wrong digit never pass', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const digits = [...'036000291452'].map(Number);
        digits[at] = (digits[at]! + more) % 10;
        expect(upcSchema.safeParse(digits.join('')).success).toBe(false);
      }),
    );
  });
});

describe('durations', () => {
  it('are more than nothing and at most a day', () => {
    expect(outcome(durationMsSchema, 86_400_000)).toBe(86_400_000);
    expect(outcome(durationMsSchema, 86_400_001)).toBe('refused: Use at most 24 hours');
    expect(outcome(durationMsSchema, 0)).toBe('refused: Give more than nothing');
  });
});

describe('slugs', () => {
  it.each(['a', 'abc', 'a-b', '0', 'nachtfalter-2'])('take %s', (slug) => {
    expect(slugSchema.safeParse(slug).success).toBe(true);
  });
  it.each(['', 'A', 'é', 'a_b', '-a', 'a-', 'a--b', 'a b', 'a/b', 'a\n', '..', 'ａ'])(
    'refuse %j',
    (slug) => {
      expect(slugSchema.safeParse(slug).success).toBe(false);
    },
  );
  it('are refused when longer than their column', () => {
    expect(insertOf('workspaces').safeParse({ ...workspace, slug: 'a'.repeat(61) }).success).toBe(
      false,
    );
    expect(insertOf('resources').safeParse({ ...resource, slug: 'a'.repeat(121) }).success).toBe(
      false,
    );
  });
});

describe('themes', () => {
  it.each([{}, { accent: '#AbCdEf' }, { font: 'mono', corners: 'round' }])('take %j', (theme) => {
    expect(themeSchema.safeParse(theme).success).toBe(true);
  });
  it.each([
    { accent: 'red' },
    { accent: '#fff' },
    { background: '#ffffff;}body{display:none' },
    { font: 'Comic Sans' },
    { corners: 4 },
    { unknown: 1 },
    'dark',
  ])('refuse %j', (theme) => {
    expect(themeSchema.safeParse(theme).success).toBe(false);
    expect(insertOf('workspaces').safeParse({ ...workspace, theme }).success).toBe(false);
  });
});
