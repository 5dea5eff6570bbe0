/** Returns how long it is until then, in whole hours or days, which is true on every clock: "in 3 hours". */
export function waitingTime(ms: number): string {
  const hours = Math.ceil(ms / (60 * 60_000));
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.ceil(hours / 24), 'day'];
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}
