/** Fractional-index keys for items that are appended in order: a0, a1, … az, b00, b01, … */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The key of the `index`-th item (from 0) of a list. Keys sort bytewise in index order; the
 * first letter says how many digits follow, as in the `fractional-indexing` format, so that
 * later moves can put keys between them.
 */
export function positionAt(index: number): string {
  let rest = index;
  for (let length = 1; ; length++) {
    const room = digits.length ** length;
    if (rest < room) return String.fromCharCode(96 + length) + inBase62(rest, length);
    rest -= room;
  }
}

function inBase62(value: number, length: number): string {
  let text = '';
  for (let i = 0, rest = value; i < length; i++, rest = Math.floor(rest / 62)) {
    text = digits[rest % 62] + text;
  }
  return text;
}
