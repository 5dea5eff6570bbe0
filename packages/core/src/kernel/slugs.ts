/** Makes address parts out of names. */

/** Lower-case ASCII letters, digits and single hyphens; empty when nothing of the text is left. */
export function slugify(text: string, length = 60): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, length)
    .replace(/^-+|-+$/g, '');
}

/** How far numbers go; after them come letters by chance, so that popular names stay cheap. */
const lastNumber = 99;
const chanceLength = 6;

/**
 * `wanted`, or `wanted-2`, `wanted-3`, … : the first that is not in `takenSlugs`. Those need only
 * be the first couple of hundred, in their order, that begin with `stemOf(wanted)`.
 */
export function freeSlug(wanted: string, takenSlugs: ReadonlySet<string>, length = 60): string {
  if (!takenSlugs.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) {
    const suffix = `-${n <= lastNumber ? n : letters(chanceLength)}`;
    const candidate = `${wanted.slice(0, length - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!takenSlugs.has(candidate)) return candidate;
  }
}

/** What `wanted` and all that `freeSlug` may make of it begin with. */
export const stemOf = (wanted: string, length = 60): string =>
  wanted.slice(0, length - chanceLength - 1).replace(/-+$/, '');

/** Letters sort behind digits: whoever reads the first of many slugs sees all numbered ones. */
function letters(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte) => String.fromCharCode(97 + (byte % 26))).join('');
}
