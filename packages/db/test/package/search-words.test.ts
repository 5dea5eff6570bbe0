import { expect, it } from 'vitest';
import { hasWords, searchEntriesOf, searchWords } from '../../src/query/index.ts';

const tokens = (name: string, beginningOnly = false) =>
  searchEntriesOf({
    type: 'workspace',
    id: '1',
    scope: 'public',
    names: [name],
    beginningOnly,
  }).map(({ inside, token }) => (inside ? `… ${token}` : token));

it('a name is found by its beginning and from every word on', () => {
  expect(tokens('The Moth Signal')).toEqual(['the moth signal', '… moth signal', '… signal']);
  expect(tokens('Don’t Look Back')).toEqual(['dont look back', '… look back', '… back']);
  expect(tokens('The Moth Signal', true)).toEqual(['the moth signal']);
  expect(tokens('∆∆')).toEqual(['^^']);
  expect(tokens('\u200B')).toEqual([]);
});

it('a slug that goes on where the name ends is entered for both', () => {
  const entries = searchEntriesOf({
    ...{ type: 'workspace', id: '1', scope: 'public' },
    names: ['Moth Signal', 'moth-signal-2'],
  });
  expect(entries.map(({ token }) => token)).toEqual(['moth signal 2', 'signal 2', '2']);
});

it('in scripts without spaces every letter can be where what is looked for begins', () => {
  expect(tokens('東京事変')).toContain('… shi bian');
  expect(hasWords('さくらんぼの歌', 'らんぼ')).toBe(true);
  expect(hasWords('ดนตรีไทยเดิม', 'ไทย')).toBe(true);
  expect(hasWords('서울의달빛', '달빛')).toBe(true);
});

it('a name has so many places at most, each of so many letters', () => {
  const all = tokens(Array.from({ length: 100 }, (_, n) => `word${n}`).join(' '));
  expect(all).toHaveLength(40);
  expect(Math.max(...all.map((token) => token.replace('… ', '').length))).toBeLessThanOrEqual(60);
});

it('every word of a query must begin a word, whatever stands between them', () => {
  expect(searchWords(' @Dev,  AC/DC ')).toEqual(['dev', 'ac', 'dc']);
  expect(searchWords('a ada ad')).toEqual(['ada']);
  expect(searchWords('∆')).toEqual(['^']);
  expect(searchWords(' \u0301 ')).toEqual([]);
  expect(hasWords('Ada Okafor', 'oka ad')).toBe(true);
  expect(hasWords('Ada Okafor', 'kafor')).toBe(false);
  expect(hasWords('Ada Okafor', ' ')).toBe(false);
});
