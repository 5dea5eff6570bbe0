import { describe, expect, it } from 'vitest';
import { freeSlug, slugify, stemOf } from './slugs.ts';

/** Takes what `freeSlug` gives for the same name, again and again, as a database would. */
function take(name: string, times: number, length?: number): string[] {
  const all: string[] = [];
  for (let i = 0; i < times; i += 1) {
    const begun = all.filter((slug) => slug.startsWith(stemOf(name, length))).sort();
    all.push(freeSlug(name, new Set(begun.slice(0, 200)), length));
  }
  return all;
}

describe('a name that many have', () => {
  it('is numbered first', () => {
    expect(take('ada', 3)).toEqual(['ada', 'ada-2', 'ada-3']);
  });

  it('finds a free address for everybody, however many there are', () => {
    expect(new Set(take('alex', 600)).size).toBe(600);
  });

  it('finds one also where the name is as long as an address may be', () => {
    const slugs = take('d'.repeat(100), 150, 100);
    expect(new Set(slugs).size).toBe(150);
    expect(Math.max(...slugs.map((slug) => slug.length))).toBe(100);
  });
});

it('keeps letters and digits of any Latin script', () => {
  expect(slugify('Łódź & Ærø: Straße №7')).toBe('lodz-aero-strasse-no7');
  expect(slugify('夜')).toBe('');
});
