import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugSchema, httpUrlSchema, pictureUrlSchema, themeSchema } from '../../src/validators.ts';
import * as validators from '../../src/validators.ts';
import { resource, scene, workspace } from './scene/index.ts';
import { enumColumns, tables } from './tables.ts';

interface Validator {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: Issue[] } };
}
interface Issue {
  path: PropertyKey[];
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

describe('addresses', () => {
  it.each(['https://example.com', 'http://example.com/a?b=c#d', 'HTTPS://EXAMPLE.COM/ü'])(
    'take %s',
    (url) => {
      expect(httpUrlSchema.safeParse(url).success).toBe(true);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'ftp://example.com',
    '//example.com',
    '/relative',
    'example.com',
    'https://',
    '',
  ])('refuse %j', (url) => {
    expect(httpUrlSchema.safeParse(url).success).toBe(false);
  });

  it('of pictures are https alone, and who gives another reads so', () => {
    expect(pictureUrlSchema.safeParse('https://example.com/a.jpg').success).toBe(true);
    for (const url of ['http://example.com/a.jpg', 'javascript:alert(1)', 'example.com/a.jpg']) {
      const { issues } = pictureUrlSchema.safeParse(url).error!;
      expect(issues.map(({ message }) => message)).toEqual([
        'Give a full address that starts with https://',
      ]);
    }
    const picture = { avatarUrl: 'http://example.com/a.jpg' };
    expect(updateOf('workspaces')?.safeParse(picture).success).toBe(false);
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
        if (!httpUrlSchema.safeParse(url).success) return;
        expect(['http:', 'https:']).toContain(new URL(url).protocol);
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
