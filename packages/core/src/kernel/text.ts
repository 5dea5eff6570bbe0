/** Cleaning of texts that people give, before they are kept. */

/**
 * A name on one line: line breaks and other control characters are spaces. What turns the direction
 * of the words around it (a name stands in sentences of others) or shows nothing is left out; where
 * nothing would be seen nothing is left.
 */
export function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/g, '');
  return shows.test(line) ? line.trim() : '';
}

/**
 * Text of several lines without control characters: XML and some databases can not hold them. Forms
 * send two characters for a line break that counts as one where it is written. Where nothing would
 * be seen nothing is left.
 */
export const withoutControls = (text: string): string =>
  shows.test(text) ? text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '') : '';

/**
 * A character that is seen by itself: no space, no mark without a letter, none that only shapes
 * others (joiners, selectors, tags), and none of those that are blank (Braille, Egyptian, a note).
 */
const shows =
  /[^\p{Z}\p{M}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB\u{13441}\u{13442}\u{1D159}]/u;
