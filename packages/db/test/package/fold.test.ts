import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/query/fold.ts';
import { searchKey } from '../../src/query/search-key.ts';

describe('a name is found as it is typed on any keyboard', () => {
  it.each([
    ['Mø Songs', 'mo songs'],
    ['Straße', 'strasse'],
    ['Łona', 'lona'],
    ['Æther', 'aether'],
    ['Œuvre', 'oeuvre'],
    ['Þórður', 'thordur'],
    ['Đặng Thái Sơn', 'dang thai son'],
    ['Zażółć gęślą jaźń', 'zazolc gesla jazn'],
    ['İstanbul ıssız', 'istanbul issiz'],
    ['ＦＵＬＬ ｗｉｄｔｈ', 'full width'],
    ['𝕯𝖊𝖆𝖉 ﬁne', 'dead fine'],
  ])('%s: %s', (name, typed) => {
    expect(fold(name)).toBe(typed);
    expect(fold(typed)).toBe(typed);
  });

  it('with any apostrophe or none', () => {
    for (const name of ["you're", 'You’re', 'you‘re', 'YOU`RE', 'you´re', 'youʼre', 'you＇re']) {
      expect(fold(name)).toBe('youre');
    }
    expect(fold('“Heroes” «q» „x‟')).toBe(fold('"heroes" q x'));
  });

  it('with any sign between words', () => {
    expect(fold('AC/DC — live_at…  home')).toBe('ac dc live at home');
    expect(fold('\u200bno\u00adise\u2066')).toBe('noise');
  });

  it('with a final sigma or not', () => {
    expect(fold('Σίσυφος')).toBe(fold('ΣΊΣΥΦΟΣ'));
    expect(fold('σίσυφος')).toBe(fold('σίσυφοσ'));
  });

  it('with the vowel signs of Arabic and Hebrew or without', () => {
    expect(fold('مُحَمَّد')).toBe(fold('محمد'));
    expect(fold('שָׁלוֹם')).toBe(fold('שלום'));
  });
});

it.each([
  ['Чайковский', 'chaykovskiy'],
  ['Ольга', 'olga'],
  ['Ελληνικά', 'ellinika'],
  ['محمد', 'mhmd'],
  ['שלום', 'slvm'],
  ['東京事変', 'dong jing shi bian'],
  ['サカナクション', 'sakanakushiyon'],
  ['周杰倫 live', 'zhou jie lun live'],
  ['방탄소년단', 'bangtansonyeondan'],
  ['สวัสดี', 'swasdi'],
  ['हिन्दी', 'hindi'],
  ['🎸', 'guitar'],
])('every script can be read in Latin letters: %s', (name, latin) => {
  expect(fold(name)).toBe(latin);
});

it('names of signs alone keep them', () => {
  expect(fold('!!!')).toBe('!!!');
  expect(fold(' + ')).toBe('+');
});

it('folding twice changes nothing, and leaves printable ASCII without double spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const folded = fold(text);
      expect(fold(folded)).toBe(folded);
      expect(folded).toMatch(/^(?:[!-~]+(?: [!-~]+)*)?$/);
    }),
  );
});

it('a search key is as long as asked for at most, and does not end in a space', () => {
  expect(searchKey('東京事変', 10)).toBe('dong jing');
});
