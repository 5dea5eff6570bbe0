/**
 * Folds a name for prefix search and sorting: compatibility form, no accents, lower case, single
 * spaces, at most `length` characters. The same on every engine, since it is stored.
 */
export function searchKey(name: string, length = 120): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, length);
}
