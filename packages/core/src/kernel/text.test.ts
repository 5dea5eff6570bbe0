import { describe, expect, it } from 'vitest';
import { oneLine, withoutControls } from './text.ts';

/** Texts in which nobody sees anything. */
const blank = [
  '',
  ' \n',
  '\u200B',
  '\u3164',
  '\u115F\u1160\uFFA0',
  '\u2800 \u2800',
  '\uFEFF\u00AD',
  '\u200C\u200D',
  '\uFE0F\u{E0100}',
  '\u{E0067}\u{E007F}',
  '\u0301\u0302',
  '\u3000\u2028',
  '\u061C\u200E\u200F',
  '\u202E',
  '\u{1D159}',
  '\uFFF9\uFFFB',
];

describe('a name', () => {
  it('is one line, without what turns the words around it', () => {
    expect(oneLine('  Ada\r\n\tOkafor\u0000 ')).toBe('Ada Okafor');
    expect(oneLine('Ada\u202E rofaku\u2066!')).toBe('Ada rofaku!');
    expect(oneLine('A\u2028d\u200Ba')).toBe('A da');
  });

  it('keeps what writing needs: joiners, marks, signs and right-to-left words', () => {
    for (const name of [
      '👩‍🎤',
      'نمی‌خواهم',
      'שלום\u200F!',
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      'Ölwen & <b>Ö</b>',
      '∆∆',
    ]) {
      expect(oneLine(name)).toBe(name);
    }
  });

  it('of which nothing would be seen is none', () => {
    for (const nothing of blank) expect(oneLine(nothing)).toBe('');
  });
});

it('a text keeps its lines and loses control characters', () => {
  expect(withoutControls('One\n\ttwo\r\n\u0000\u0008\u001B[31mthree\u0085')).toBe(
    'One\n\ttwo\n[31mthree',
  );
});

it('a text of which nothing would be seen is none, and joined letters stay joined', () => {
  for (const nothing of blank) expect(withoutControls(`\n${nothing}\n`)).toBe('');
  for (const text of ['👩‍🎤\n🏴\u{E0067}\u{E007F}', 'نمی‌خواهم', 'e\u0301', '\u200B.']) {
    expect(withoutControls(text)).toBe(text);
  }
});
