/** What nobody means to send: values beside every type and limit, and bodies and texts spoiled by them. */
import type { stream } from '@vesta-cx/seed/random';

/** Numbers in [0, 1) that follow from the seed. */
export type Chance = ReturnType<typeof stream>;

export const pick = <T>(chance: Chance, all: readonly T[]): T =>
  all[Math.floor(chance() * all.length)]!;

/** Texts at the edges of Unicode, of SQL and of what databases keep. */
export const texts: readonly string[] = [
  '',
  ' ',
  '\u00a0\u2003',
  '\t\r\n',
  '0',
  '-1',
  'null',
  'true',
  '%',
  '_%\\',
  "'; drop table users; --",
  '"',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\0',
  'a\0b',
  '\ud800',
  '\udc00\ud800',
  '\ufffe\uffff',
  '\ufeffbom',
  '\u202eright to left',
  'e\u0301'.repeat(20),
  `a${'\u0301'.repeat(300)}`,
  '👩‍👩‍👧‍👦'.repeat(30),
  '𝒳'.repeat(70),
  'ﷺ'.repeat(60),
  'İIıißẞſ',
  'שָׁלוֹם مرحبا',
  '\u200b\u200c\u200d\u2060',
  '１２３',
  'a-',
  '-a',
  'a--b',
  'A',
  'constructor',
  '__proto__',
  'new',
  'api',
  'http://',
  'javascript:alert(1)',
  'https://xn--',
  'https://[::1]:99999/',
  `https://example.com/${'a'.repeat(3000)}`,
  'ada@example',
  '1969-12-31T23:59:59.999Z',
  '+010000-01-01T00:00:00.000Z',
  '2026-02-30',
  '9999-12-31T23:59:59.999-23:59',
  'x'.repeat(65),
  'x'.repeat(257),
  'x'.repeat(5001),
  'é'.repeat(20_000),
];

const numbers = [0, -0, -1, 1, 1.5, 101, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];

const nested = (depth: number, inner: unknown = 1): unknown =>
  Array.from({ length: depth }).reduce<unknown>(
    (value, _, i) => (i % 2 ? [value] : { a: value }),
    inner,
  );

/** Any JSON value. */
export function oddValue(chance: Chance): unknown {
  switch (Math.floor(chance() * 8)) {
    case 0:
      return null;
    case 1:
      return chance() < 0.5;
    case 2:
      return pick(chance, numbers);
    case 3:
      return pick(chance, [[], {}, [[]], [null], [{}], { '': '' }]);
    case 4:
      return nested(pick(chance, [3, 31, 33, 200]));
    case 5:
      return Array.from({ length: pick(chance, [2, 51, 251, 1500]) }, () => pick(chance, texts));
    default:
      return pick(chance, texts);
  }
}

type Path = (string | number)[];

/** Every place in a JSON value, its root included. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** The text of `example` with one thing in it spoiled: missing, null, of another type, too much, unknown. */
export function spoiledJson(chance: Chance, example: unknown): string {
  const value = structuredClone(example);
  const path = pick(chance, placesIn(value));
  const key = path.at(-1);
  const around = path.slice(0, -1).reduce<unknown>((part, name) => part![name as never], value);
  const way = chance();
  if (key === undefined || around === undefined) {
    if (way < 0.3)
      return pick(chance, ['', '{', '[1,', 'nul', '{}{}', '{"a":1,}', '\ufeff{}', '"']);
    if (way < 0.6) return JSON.stringify(withUnknown(chance, value));
    return JSON.stringify(oddValue(chance)) ?? 'null';
  }
  const parent = around as Record<string | number, unknown>;
  if (way < 0.2) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  } else if (way < 0.3) parent[key] = withUnknown(chance, parent[key]);
  else if (way < 0.4) parent[key] = [parent[key], parent[key]];
  else if (way < 0.5 && typeof parent[key] === 'string') parent[key] += pick(chance, texts);
  else parent[key] = oddValue(chance);
  return JSON.stringify(value);
}

/** The object with a field that nothing asks for; JSON can say `__proto__` where a literal can't. */
function withUnknown(chance: Chance, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return oddValue(chance);
  const name = pick(chance, [
    'unknown',
    'id',
    '__proto__',
    'constructor',
    '',
    'ownerId',
    'version',
  ]);
  return Object.fromEntries([...Object.entries(value), [name, oddValue(chance)]]);
}

/** What a browser or a program may say in headers that the API reads. */
const headers: Record<string, readonly string[]> = {
  'if-match': ['*', '"v1-0000000000000000"', 'W/"v0-0"', '"', 'v1', '"a", "b"', ''],
  'if-none-match': ['*', '"x"', 'W/"x", "y"', '"'],
  'idempotency-key': ['', 'a', 'x'.repeat(255), 'x'.repeat(256), '\t'],
  'content-type': ['text/plain', 'application/json; charset=utf-16', 'application/JSON', ''],
  'content-encoding': ['gzip', 'identity', 'br, gzip'],
  'consistency-token': ['x', '0'.repeat(64)],
  'x-request-id': ['a', 'x'.repeat(300), '"; drop'],
  'sec-fetch-site': ['cross-site', 'none', 'nonsense'],
};

/** One header that means something, with a value that may not. */
export function oddHeader(chance: Chance): Record<string, string> {
  const name = pick(chance, Object.keys(headers));
  return { [name]: pick(chance, headers[name]!) };
}

/** A cursor with one character changed, cut off, or made of nothing. */
export function tampered(chance: Chance, cursor: string): string {
  const at = Math.floor(chance() * cursor.length);
  const other = cursor[at] === 'A' ? 'B' : 'A';
  return pick(chance, [
    cursor.slice(0, at) + other + cursor.slice(at + 1),
    cursor.slice(0, at),
    cursor + cursor,
    btoa(JSON.stringify(['0198a5f0-0000-7000-8000-000000000001'])),
    btoa(JSON.stringify([{ t: 0 }, 1, 'a', null])),
  ]);
}
