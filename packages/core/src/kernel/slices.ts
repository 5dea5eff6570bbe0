/** How many ids one statement asks about beside the rest of it: D1 takes 100 parameters. */
const idsPerStatement = 90;

/** Cuts what one statement can't take whole into slices of at most `size`, in order. */
export const slicesOf = <T>(all: readonly T[], size = idsPerStatement): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );

/** Reads rows of any number of ids, with one statement for each slice of them. */
export const readInSlices = async <T>(
  ids: readonly string[],
  read: (ids: string[]) => Promise<T[]>,
): Promise<T[]> => (await Promise.all(slicesOf(ids).map(read))).flat();
