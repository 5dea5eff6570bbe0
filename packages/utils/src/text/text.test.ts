import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, lengthOf } from './index.ts';

describe('a cut text', () => {
  it('ends at a word where one ends near, with an ellipsis', () => {
    expect(cutText('one two three', 9)).toBe('one two…');
    expect(cutText('one two three', 13)).toBe('one two three');
    expect(cutText('one two three', 8)).toBe('one two…');
  });

  it('is as long as it may be where no word ends near', () => {
    expect(cutText('音'.repeat(300), 240)).toBe(`${'音'.repeat(239)}…`);
    expect(cutText(`a ${'b'.repeat(300)}`, 240)).toBe(`a ${'b'.repeat(237)}…`);
  });

  it('never ends within what is read as one character', () => {
    expect(cutText(`a${'😀'.repeat(200)}`, 160)).toBe(`a${'😀'.repeat(158)}…`);
    for (const one of ['👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'é', 'நி', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\r\n']) {
      for (let length = 8; length < 24; length += 1) {
        const kept = cutText(`x${one.repeat(40)}`, length).slice(1, -1);
        expect(kept).toBe(one.repeat(kept.length / one.length));
      }
    }
  });

  it('shows the beginning even of a character that does not fit', () => {
    expect(cutText(`a${'\u0301'.repeat(50)}`, 5)).toBe(`a${'\u0301'.repeat(3)}…`);
    expect(cutText('👩‍👩‍👧‍👦!', 3)).toBe('👩‍…');
  });

  it('fits, is well-formed, and is the beginning of the text', () => {
    const unit = fc.constantFrom('a', ' ', '\n', '😀', '👩‍🎤', '\u0301', '音', 'ש', '🇩', '.');
    fc.assert(
      fc.property(fc.string({ unit }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = cutText(text, length);
        expect(lengthOf(cut)).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
        if (cut !== text) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        if (lengthOf(text) <= length) expect(cut).toBe(text);
      }),
    );
  });

  it('does not read what is far behind the end', () => {
    const long = 'word '.repeat(2_000_000);
    expect(cutText(long, 20)).toBe('word word word word…');
  });
});

it('a character is a code point, as in databases and JSON Schema', () => {
  expect(lengthOf('a😀é')).toBe(3);
});
