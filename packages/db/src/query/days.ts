/** Calendar days, which songs and albums are released on, and the date by which lists order things. */

/** The moment at which a day (`YYYY-MM-DD`) begins, in UTC. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00.000Z`);

/** The day in UTC of a moment. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The maintained columns of `resources` that say where it stands in lists. */
export function datesOf(
  publishedAt: Date | null,
  releaseDate: string | null | undefined,
): { datedAt: Date | null; announced: boolean } {
  if (!publishedAt || !releaseDate) return { datedAt: publishedAt, announced: false };
  const datedAt = startOfDay(releaseDate);
  return { datedAt, announced: datedAt > publishedAt };
}
