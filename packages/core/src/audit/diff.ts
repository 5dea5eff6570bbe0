/** Differences of fields, as the log keeps them. */

/** The fields whose values are facts that a log may keep, not somebody's words. */
const facts = ['visibility', 'status', 'publishedAt'] as const;

/** The detail of an event: the fields that differ, and what became of the facts among them. */
export type Changes = {
  changed: string[];
  set?: Partial<Record<(typeof facts)[number], unknown>>;
};

/** Returns what is different once `patch` is applied to what a thing is `now`; a form sends every field. */
export function changesOf(patch: object, now: object): Changes {
  const before = now as Record<string, unknown>;
  const differing = Object.entries(patch).filter(
    ([field, value]) => value !== undefined && !sameJson(value, before[field]),
  );
  const set = differing.filter(([field]) => (facts as readonly string[]).includes(field));
  return {
    changed: differing.map(([field]) => field),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
  };
}

/** Returns whether two values are the same as JSON: dates are their moments, nothing is null. */
export const sameJson = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);

/** PostgreSQL keeps the keys of an object in an order of its own. */
const textOf = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
