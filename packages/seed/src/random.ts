/** Deterministic chance: the same words always give the same numbers and the same ids. */

/** Four 32-bit words of `key` (cyrb128 by bryc, public domain): well mixed, not cryptographic. */
export function hash(key: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < key.length; i++) {
    const k = key.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** A number in [0, 1) that belongs to `key`. */
export const fraction = (key: string): number => hash(key)[0] / 2 ** 32;

/** Mixes numbers to 32 bits (the finaliser of MurmurHash3): a cheap hash for dense indexes. */
export function mix(a: number, b = 0, c = 0): number {
  let h = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16) ^ Math.imul(c, 0xc2b2ae35), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of numbers in [0, 1) (mulberry32). */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const hex = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'));

/**
 * A UUIDv7 (RFC 9562) of the moment `time` (Unix milliseconds) with its 74 chance bits taken
 * from three 32-bit words.
 */
export function uuidAt(time: number, a: number, b: number, c: number): string {
  const high = Math.floor(time / 65536);
  return `${hex[high >>> 16]}${hex[high & 0xffff]}-${hex[(time % 65536) | 0]}-${
    hex[0x7000 | (a & 0x0fff)]
  }-${hex[0x8000 | ((a >>> 16) & 0x3fff)]}-${hex[b >>> 16]}${hex[b & 0xffff]}${hex[c & 0xffff]}`;
}

/** The id of the thing called `key`, made at `time`. */
export function idFor(key: string, time: number): string {
  const [a, b, c] = hash(key);
  return uuidAt(time, a, b, c);
}
