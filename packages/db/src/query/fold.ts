import anyAscii from 'any-ascii';

/** Marks that stand inside words and that people leave out or type as another: You’re, O'Brien. */
export const apostrophes = /['’‘‛‚`´ʹʺʻʼʽˈˊˋ′‵＇ꞌ՚׳]/gu;
/** What changes no word: invisible characters, and vowel signs that Hebrew and Arabic may leave out. */
const unwritten =
  /[\p{Default_Ignorable_Code_Point}\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed]/gu;
/** A word of Chinese or Japanese may be one character. */
const ideographs = /[\p{Script=Han}]/gu;

/**
 * Folds text to what search and slugs compare: words of lower-case ASCII letters and digits with
 * single spaces between them, whatever script they were written in. Text of symbols alone keeps
 * them. Empty only when nothing can be read.
 */
export function fold(text: string): string {
  const plain = text
    .replace(apostrophes, '')
    .normalize('NFKC')
    .replace(unwritten, '')
    .replace(ideographs, ' $& ');
  // any-ascii writes the glottal stops and soft signs of other scripts as apostrophes.
  const latin = anyAscii(plain).replace(/['`]/g, '').toLowerCase();
  const words = latin.replace(/[^a-z0-9]+/g, ' ').trim();
  return words || latin.replace(/[^!-~]+/g, ' ').trim();
}
