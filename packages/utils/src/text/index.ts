/** The length of texts that people write, and cutting them: the same on the server and in browsers. */

/** Returns how many characters a text has as databases and JSON Schema count them: code points. */
export const lengthOf = (text: string): number => text.length - (text.match(pairs)?.length ?? 0);

const pairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** A space may be this share of the length away for the text to end there rather than in a word. */
const near = 1 / 4;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Returns the text, or its beginning with an ellipsis, in at most `length` code points. It ends at a
 * word where one ends near, and never within what is read as one character (an emoji with its
 * modifiers, a letter with its marks).
 */
export function cutText(text: string, length: number): string {
  const whole = beginningOf(text, length);
  if (whole === text) return text;
  const beginning = beginningOf(text, length - 1);
  // A word that ends with the beginning is whole.
  const space = /^\s/.test(text.slice(beginning.length)) ? -1 : beginning.search(/\s\S*$/);
  const isNear = space > 0 && lengthOf(beginning.slice(space)) <= length * near;
  return `${(isNear ? beginning.slice(0, space) : beginning).trimEnd()}…`;
}

/** Returns as much of the text as fits into `length` code points, without halving a character. */
export function beginningOf(text: string, length: number): string {
  // Nothing behind this can be in the result, and it may be long.
  const beginning = text.slice(0, 2 * length + 2);
  if (lengthOf(beginning) <= length) return text;
  let end = 0;
  let counted = 0;
  for (const { segment, index } of graphemes.segment(beginning)) {
    counted += lengthOf(segment);
    if (counted > length) break;
    end = index + segment.length;
  }
  // What is read as one character may be longer than the whole length.
  return end > 0 ? beginning.slice(0, end) : [...beginning].slice(0, length).join('');
}
