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

/** `wanted`, or `wanted-2`, `wanted-3`, … : the first that is not in `takenSlugs`. */
export function freeSlug(wanted: string, takenSlugs: ReadonlySet<string>, length = 60): string {
  if (!takenSlugs.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`;
    const candidate = `${wanted.slice(0, length - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!takenSlugs.has(candidate)) return candidate;
  }
}
