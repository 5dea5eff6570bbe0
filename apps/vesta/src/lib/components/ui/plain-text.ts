/** A piece of text that people typed: words, or an address that may be followed. */
export type Piece = { text: string; href?: string };

const address = /https?:\/\/[^\s<>"]+/g;
/** What closes a sentence and is rarely part of the address before it. */
const tail = /[.,;:!?'’”)\]]+$/;

/** Paragraphs of lines of pieces. An empty line parts paragraphs; web addresses become links. */
export function paragraphs(text: string): Piece[][][] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.split('\n').map(pieces));
}

function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: match, index } of line.matchAll(address)) {
    const href = match.replace(tail, '');
    if (!URL.canParse(href)) continue;
    if (index > from) found.push({ text: line.slice(from, index) });
    found.push({ text: href.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, ''), href });
    from = index + href.length;
  }
  if (from < line.length) found.push({ text: line.slice(from) });
  return found;
}
