/** Plain text as pages and feeds show it: paragraphs, lines, and links where addresses stand. */

/** A piece of a line: words, or an address that may be followed. */
export interface Piece {
  text: string;
  /** Where the link leads, as browsers write it. */
  href?: string;
}

/** How links that people write are marked: nobody vouches for them. */
export const linkRel = 'ugc nofollow noopener';

/** Paragraphs of lines of pieces. An empty line parts paragraphs; web addresses become links. */
export function paragraphs(text: string): Piece[][][] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split('\n').map(piecesOf));
}

/**
 * Where an address may begin and how far it could reach: to a space, an invisible character, or what
 * no address has in it. Joiners and variation selectors belong to the letters and emoji they are
 * between. A scheme is found in the middle of a text without spaces, but not within another. "www." is
 * an address without its scheme, which then is https.
 */
const candidate =
  /(?:(?<![a-z\d+.-])https?:\/\/|(?<![\w+.@/:-])www\.(?=[\p{L}\p{N}]))(?:(?<=[^\0-\x7F])(?:\u200C|\u200D|\uFE0E|\uFE0F)|[^\p{Z}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800<>"`|\\^{}])+/giu;

/** Signs that end or part sentences in other scripts, and their quotes and brackets. */
const ending = /(?![\0-\x7F’])[\p{Terminal_Punctuation}\p{Quotation_Mark}\p{Ps}\p{Pe}…—―]/u;

/** What closes a sentence and is rarely the end of an address: not `/`, `-`, `_` and the like. */
const tail = /(?:[.,;:!?'*([]|[\u200C\u200D]|(?![\0-\x7F])\p{P})+$/u;

function piecesOf(line: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: reach, index } of line.matchAll(candidate)) {
    const address = reach.slice(0, endOf(reach)).replace(tail, '');
    const whole = /^www\./i.test(address) ? `https://${address}` : address;
    if (!URL.canParse(whole)) continue;
    const url = new URL(whole);
    // What stands before an @ can pass for the host.
    if (url.username || url.password) continue;
    if (index > from) found.push({ text: line.slice(from, index) });
    found.push({ text: shownAs(address, url.hostname), href: url.href });
    from = index + address.length;
  }
  if (from < line.length) found.push({ text: line.slice(from) });
  return found;
}

/** Returns where an address ends: before a sign of another script, or a bracket that it didn't open. */
function endOf(reach: string): number {
  const open: string[] = [];
  let at = 0;
  for (const sign of reach) {
    if (ending.test(sign)) return at;
    if (sign === '(' || sign === '[') open.push(sign);
    if ((sign === ')' && open.pop() !== '(') || (sign === ']' && open.pop() !== '[')) return at;
    at += sign.length;
  }
  return at;
}

/** The address without what goes without saying. A host that can pass for another shows its code. */
function shownAs(address: string, hostname: string): string {
  return address
    .replace(/^https?:\/\//i, '')
    .replace(/^[^/?#:]*/, (host) => (isLegible(host) ? host : hostname))
    .replace(/^www\./i, '')
    .replace(/^([^/?#]*)\/$/, '$1');
}

/** Scripts of which no letter looks like a Latin one, those that are written together in one. */
const distinct = [
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\d-]+$/u,
  /^[\p{Script=Hangul}\p{Script=Han}\d-]+$/u,
  ...['Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Tamil', 'Telugu', 'Thai', 'Georgian'].map(
    (script) => new RegExp(`^[\\p{Script=${script}}\\p{M}\\d-]+$`, 'u'),
  ),
  // Latin letters with the marks of European languages, without those that look like others.
  /^[a-z\d\u00DF-\u00F6\u00F8-\u0130\u0132-\u017E-]+$/iu,
];
const likeLatin = [/^[\p{Script=Cyrillic}\d-]+$/u, /^[\p{Script=Greek}\d-]+$/u];

/** That no label of a host can be taken for another word (Unicode TR 39, in short). */
function isLegible(host: string): boolean {
  const labels = host.normalize('NFC').split('.');
  // Below an ending of its own script a word is read in that script.
  const scripts = [...distinct, ...likeLatin.filter((script) => script.test(labels.at(-1)!))];
  return labels.every(
    (label) => /^[\0-\x7F]*$/.test(label) || scripts.some((script) => script.test(label)),
  );
}
