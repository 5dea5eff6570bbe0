import { slugSchema } from '@vesta-cx/db/validators';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugify } from './slugs.ts';

describe('the slug of a name', () => {
  it.each([
    ['Łódź & Ærø: Straße №7', 'lodz-aero-strasse-no7'],
    ['Đường về', 'duong-ve'],
    ['Œuvre', 'oeuvre'],
    ['Þórður Ingi', 'thordur-ingi'],
    ['Don’t Look Back', 'dont-look-back'],
    ["Rock 'n' Roll", 'rock-n-roll'],
    ['Simon & Garfunkel', 'simon-garfunkel'],
    ['AC/DC', 'ac-dc'],
    ['  --Émile__Zola!  ', 'emile-zola'],
    ['Чайковский', 'chaykovskiy'],
    ['Σίσυφος', 'sisyfos'],
    ['夜', 'ye'],
    ['!!!', ''],
    ['', ''],
  ])('%j is %j', (name, slug) => expect(slugify(name)).toBe(slug));

  it.each(['محمد', 'שלום', 'きゃりー', '안녕', 'สวัสดี', 'მზე', 'Երևան', 'नमस्ते'])(
    'of another script keeps something to read: %s',
    (name) => expect(slugify(name)).toMatch(/^[a-z][a-z-]+$/),
  );

  it('is cut at a word', () => {
    expect(slugify('What the buoys say when nobody listens', 20)).toBe('what-the-buoys-say');
    expect(slugify('What the buoys say', 18)).toBe('what-the-buoys-say');
    expect(slugify('Donaudampfschifffahrtsgesellschaft', 20)).toBe('donaudampfschifffahr');
  });

  it('is one whatever the name, or empty, and no longer than asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 2, max: 60 }),
        (name, length) => {
          const slug = slugify(name, length);
          expect(slug === '' || slugSchema.safeParse(slug).success, slug).toBe(true);
          expect(slug.length).toBeLessThanOrEqual(length);
        },
      ),
    );
  });
});
