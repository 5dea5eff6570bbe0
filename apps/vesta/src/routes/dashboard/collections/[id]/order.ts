/** The order of a list while somebody rearranges it. Pure, so that it can be tested. */

/** `keys` with `key` at `index`; an index beyond an end means that end. */
export function moved(keys: readonly string[], key: string, index: number): string[] {
  const rest = keys.filter((other) => other !== key);
  const at = Math.max(0, Math.min(index, rest.length));
  return [...rest.slice(0, at), key, ...rest.slice(at)];
}

/** Between which neighbours `key` stands. */
export function placeOf(
  keys: readonly string[],
  key: string,
): { before: string | undefined; after: string | undefined } {
  const at = keys.indexOf(key);
  return { before: keys[at + 1], after: keys[at - 1] };
}
