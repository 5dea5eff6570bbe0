/** How a date reads: the one place that puts a day or a moment into words. */
import { formatOf } from './formats';

/** A calendar day, `2026-03-01`: the same for every reader. */
export const isDay = (at: Date | string): at is string =>
  typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at);

export interface Reader {
  /** BCP 47. */
  locale: string;
  /** IANA. */
  timeZone: string;
}

/**
 * The words for a day or a moment. A day to come is that of a release: "Out March 1, 2026". Minutes
 * are said with the zone of the clock that shows them.
 */
export function dateText(
  at: Date | string,
  precision: 'day' | 'minute',
  { locale, timeZone }: Reader,
  now = new Date(),
): string {
  if (isDay(at)) {
    const midnight = new Date(`${at}T00:00:00Z`);
    const text = format(midnight, { dateStyle: 'long', timeZone: 'UTC' }, locale);
    // A day begins with UTC's, as in every list.
    return midnight > now ? `Out ${text}` : text;
  }
  const moment = new Date(at);
  return precision === 'day'
    ? format(moment, { dateStyle: 'long', timeZone }, locale)
    : format(moment, { ...minutes, timeZone }, locale);
}

const minutes: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

const format = (date: Date, options: Intl.DateTimeFormatOptions, locale: string) =>
  formatOf(locale, options).format(date);
