/** What a change of fields leaves in the log. */

/** The fields whose values are facts that a log may keep, not somebody's words. */
const facts = ['visibility', 'status', 'publishedAt'] as const;

/** The detail of an event: the fields that differ, and what became of the facts among them. */
export type Changes = {
  changed: string[];
  set?: Partial<Record<(typeof facts)[number], unknown>>;
};

/** What is different once `patch` is applied to what a thing is `now`; a form sends every field. */
export function changesOf(patch: object, now: object): Changes {
  const before = now as Record<string, unknown>;
  const differing = Object.entries(patch).filter(
    ([field, value]) => value !== undefined && !isSame(value, before[field]),
  );
  const set = differing.filter(([field]) => (facts as readonly string[]).includes(field));
  return {
    changed: differing.map(([field]) => field),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
  };
}

/** As JSON: so dates are their moments, and nothing is null. */
const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
