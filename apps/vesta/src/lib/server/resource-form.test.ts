import { describe, expect, it } from 'vitest';
import { patchInput, type Timing } from './resource-form';

const kept = new Date('2031-10-26T01:30:12.345Z');

function patch(fields: Record<string, string>, publishedAt: Date | null, timing: Timing) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ title: 'Moth', ...fields })) form.set(name, value);
  return patchInput({ type: 'album', publishedAt }, form, timing);
}

describe('the editor of something scheduled', () => {
  // 02:30 is there twice that night: `kept` is the second.
  const local = '2031-10-26T02:30';
  const zone = 'Europe/Berlin';

  it('leaves the moment alone that was not changed', () => {
    expect(patch({ publishedAt: local, zone }, kept, 'schedule').publishedAt).toBeUndefined();
    const past = new Date('2020-01-01T00:00:30Z');
    const shown = { publishedAt: '2020-01-01T00:00', zone: 'UTC' };
    expect(patch(shown, past, 'schedule').publishedAt).toBeUndefined();
  });

  it('writes one that was', () => {
    const changed = patch({ publishedAt: '2031-10-26T02:31', zone }, kept, 'schedule');
    expect(changed.publishedAt).toEqual(new Date('2031-10-26T00:31:00Z'));
    const first = patch({ publishedAt: local, zone }, null, 'schedule');
    expect(first.publishedAt).toEqual(new Date('2031-10-26T00:30:00Z'));
    expect(() => patch({ publishedAt: '', zone }, kept, 'schedule')).toThrow();
  });
});

it('a release date goes through as the day that was typed', () => {
  const day = (value: string) => patch({ 'album.releaseDate': value }, null, 'keep').album;
  expect(day('1958-06-01')).toMatchObject({ releaseDate: '1958-06-01' });
  expect(day('')).toMatchObject({ releaseDate: null });
  expect(() => day('2026-02-30')).toThrow();
});
