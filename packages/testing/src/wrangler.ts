/** Returns the limits of requests that a wrangler.jsonc binds: their names, how many, in how many seconds. */
export function boundLimits(config: string): [name: string, limit: number, period: number][] {
  const limits = /"name": "(\w+)_LIMITER"[^}]*"limit": (\d+), "period": (\d+)/g;
  return [...config.matchAll(limits)].map(([, name, limit, period]) => [
    name!.toLowerCase(),
    Number(limit),
    Number(period),
  ]);
}
