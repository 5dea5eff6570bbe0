/** Returns what was counted up to a hundred, in words: "1 link", "12 links", "more than 99 links". */
export const count = (n: number, one: string, many: string): string =>
  n > 99 ? `more than 99 ${many}` : `${n} ${n === 1 ? one : many}`;
