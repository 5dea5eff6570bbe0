import { describe, expect, it } from 'vitest';
import { oneLine, withoutControls } from './text.ts';

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
    for (const nothing of [
      '',
      ' \n',
      '\u200B',
      '\u3164',
      '\u2800 \u2800',
      '\uFEFF\u00AD',
      '\u0301',
      '\u202E',
    ]) {
      expect(oneLine(nothing)).toBe('');
    }
  });
});

it('a text keeps its lines and loses control characters', () => {
  expect(withoutControls('One\n\ttwo\r\n\u0000\u0008\u001B[31mthree\u0085')).toBe(
    'One\n\ttwo\n[31mthree',
  );
});
