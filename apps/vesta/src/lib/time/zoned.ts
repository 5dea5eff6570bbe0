/** Between a moment and what a clock on the wall of a time zone shows: for `datetime-local` fields. */
import { formatOf } from './formats';

/** Returns what the clock shows in `zone` (IANA) at `moment`, as `datetime-local` writes it. */
export function toLocal(moment: Date, zone: string): string {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The moment when the clock in `zone` shows `local` (`2026-08-01T12:00`), or null when `local` or
 * `zone` is none. A time that the clock skips in spring is moved forward by the gap; of two in
 * autumn the first is meant.
 */
export function fromLocal(local: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local) || !zoneNamed(zone)) return null;
  const naive = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(naive)) return null;
  const day = 24 * 60 * 60 * 1000;
  // The offset in force is one of those around that day; the earlier of two moments counts.
  const [before, after] = [offset(naive - day, zone), offset(naive + day, zone)];
  const fitting = [before, after]
    .map((shift) => naive - shift)
    .filter((moment) => moment + offset(moment, zone) === naive);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : naive - before);
}

/** The time zone of this name as the runtime spells it, or null where it knows none. */
export function zoneNamed(zone: string | undefined): string | null {
  if (!zone) return null;
  try {
    return formatter(zone).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/**
 * The moment that is meant by `local` in a field that showed `kept`: that one where the clock shows
 * nothing else, so that its seconds stay, and the second of two equal hours in autumn.
 */
export function momentOf(local: string, zone: string, kept: Date | null): Date | null {
  return kept && zoneNamed(zone) && toLocal(kept, zone) === local.slice(0, 16)
    ? kept
    : fromLocal(local, zone);
}

/** Returns how far the clock in `zone` is ahead of UTC, in milliseconds. */
function offset(moment: number, zone: string): number {
  return (
    Date.parse(`${toLocal(new Date(moment), zone)}:00Z`) - Math.floor(moment / 60_000) * 60_000
  );
}

const formatter = (zone: string) =>
  formatOf('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
