import type { NewSearchEntry, SearchObjectType } from '../schema/search-entries.ts';
import { apostrophes, fold } from './fold.ts';

/** The longest token that is kept and compared, in characters. */
const tokenLength = 60;
/** How many places of one name can be found; longer names are found by their first words. */
const mostTokens = 40;
/** How many words of one query are looked for; further ones are left out. */
const mostWords = 8;

/** A letter of a script that writes words without spaces; `fold` makes a word of each of Chinese. */
const unspaced =
  /(?=\p{L})[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/gu;

const cut = (token: string): string => token.slice(0, tokenLength).trimEnd();

/** What search finds, and by which names. */
export interface Searchable {
  type: SearchObjectType;
  id: string;
  /** `publicScope`, the organization of a team, or empty where no search but its owners' finds it. */
  scope: string;
  /** The name, and what else it is called (a handle, a slug). */
  names: readonly string[];
  /** True if it is found by its beginning only: a text rather than a name. */
  beginningOnly?: boolean;
}

/**
 * The rows by which search finds something: for each name its beginning and every further word with
 * what follows it, folded; in scripts without spaces every letter. At most 40, in the order of names.
 */
export function searchEntriesOf({
  type: objectType,
  id: objectId,
  scope,
  names,
  beginningOnly = false,
}: Searchable): NewSearchEntry[] {
  const found = new Map<string, NewSearchEntry>();
  const add = (token: string, inside: boolean) => {
    const key = `${inside ? 1 : 0} ${token}`;
    if (!token || found.size >= mostTokens || found.has(key)) return;
    found.set(key, { objectType, objectId, inside, token, scope });
  };
  const folded = names.map((name) => ({ name: name.normalize('NFKC'), text: fold(name) }));
  for (const { text } of folded) add(cut(text), false);
  for (const { name, text } of beginningOnly ? [] : folded) {
    for (const { index } of text.matchAll(/(?<= )\S/g)) add(cut(text.slice(index)), true);
    for (const { index } of name.matchAll(unspaced)) {
      if (index > 0) add(cut(fold(name.slice(index))), true);
    }
  }
  // What another one begins with is found by that: a slug mostly goes on where the name ends.
  const all = [...found.values()];
  return all.filter(
    (one) =>
      !all.some(
        (other) =>
          other !== one && other.inside === one.inside && other.token.startsWith(one.token),
      ),
  );
}

/** Returns whether a name has every word of `q`: as the entries of it would say. */
export function hasWords(name: string, q: string): boolean {
  const tokens = searchEntriesOf({ type: 'team', id: '', scope: '', names: [name] });
  const words = searchWords(q);
  return (
    words.length > 0 && words.every((word) => tokens.some(({ token }) => token.startsWith(word)))
  );
}

/**
 * The words of a query, folded: each must begin some word of a name. What another one begins with
 * is left out, since that says it as well. Empty only when nothing can be read.
 */
export function searchWords(q: string): string[] {
  const parts = q
    .normalize('NFKC')
    .replace(apostrophes, '')
    .split(/[^\p{L}\p{N}\p{M}\p{Default_Ignorable_Code_Point}]+/u)
    .map((part) => cut(fold(part)))
    .filter(Boolean);
  const words = parts.length > 0 ? parts : [cut(fold(q))].filter(Boolean);
  return [...new Set(words)]
    .filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
    .slice(0, mostWords);
}
