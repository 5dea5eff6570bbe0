/** Durations as people type them; what `durationText` shows, `parseDuration` reads back. */
import { asciiDigits } from '@vesta-cx/db/validators';

/** `225000` as `3:45`; parts of a second only where there are some. */
export function durationText(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  const seconds = `${two(Math.floor(ms / 1000) % 60)}${ms % 1000 ? `.${String(ms % 1000).padStart(3, '0')}` : ''}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/**
 * `3:45`, `1:02:03`, `3.45`, `3,45`, `3 45`, `3'45"`, `3m45s` or, in seconds alone, `225`, in
 * milliseconds. Undefined for what is no duration, as `3:75`, and for `0:00`.
 */
export function parseDuration(text: string): number | undefined {
  if (text.length > longest) return undefined;
  const line = asciiDigits(text)
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [hours, minutes, seconds] = clock(line) ?? units(line) ?? [];
  // Only what comes first may go on past 59.
  if (minutes !== undefined && minutes >= 60 && hours !== undefined) return undefined;
  if (seconds !== undefined && seconds >= 60 && (minutes ?? hours) !== undefined) return undefined;
  const ms = Math.round(((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000);
  return ms > 0 ? Math.min(ms, Number.MAX_SAFE_INTEGER) : undefined;
}

/** No duration is written with more characters. */
const longest = 60;

type Parts = [hours: number | undefined, minutes: number | undefined, seconds: number | undefined];

/** Keyboards of digits have no colon: other marks stand for it. Behind a colon they begin parts of a second. */
function clock(line: string): Parts | null {
  const found =
    /^(?:(\d+) ?: ?)?(\d+) ?: ?(\d\d(?:[.,]\d{1,3})?)$/.exec(line) ??
    /^(?:(\d+) ?[.,;: -] ?)?(\d+) ?[.,;: -] ?(\d\d)$/.exec(line) ??
    /^()()(\d+)$/.exec(line);
  if (!found) return null;
  return [numberOf(found[1]), numberOf(found[2]), numberOf(found[3])];
}

/** `1h 2m 3s`, `3'45"`, `3 min`; what follows hours without a word is minutes. */
function units(line: string): Parts | null {
  const found =
    /^(?:(\d+) ?(?:h|hrs?|hours?)\.? ?)?(?:(\d+) ?(?:m|mins?|minutes?|['’‘′])\.? ?)?(?:(\d+) ?(s|secs?|seconds?|["”“″]|''|’’|′′)?\.?)?$/.exec(
      line,
    );
  if (!found || line === '') return null;
  const [, hours, minutes, last, word] = found;
  if (hours && !minutes && !word) return [numberOf(hours), numberOf(last), undefined];
  return [numberOf(hours), numberOf(minutes), numberOf(last)];
}

const numberOf = (digits: string | undefined): number | undefined =>
  digits ? Number(digits.replace(',', '.')) : undefined;
