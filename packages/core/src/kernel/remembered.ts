/** Maximum of results that one function remembers: what is asked for again in a row, in a few hundred kilobytes. */
const most = 500;

/**
 * Returns `work` with a memory: what it made of a key is made once per isolate, as long as not very
 * many others came after. For what follows from the key alone; failures are not kept.
 */
export function remembered<Made, Rest extends unknown[]>(
  work: (key: string, ...rest: Rest) => Made,
): (key: string, ...rest: Rest) => Made {
  const known = new Map<string, Made>();
  return (key, ...rest) => {
    let made = known.get(key);
    if (made === undefined) {
      made = work(key, ...rest);
      // The oldest goes first.
      if (known.size >= most) known.delete(known.keys().next().value!);
      known.set(key, made);
    }
    return made;
  };
}
