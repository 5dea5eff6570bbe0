import { describe, expect, it } from 'vitest';
import { arrange, rowsOf } from './rows';

describe('arrange', () => {
  const rows = ['a', 'b', 'c'];
  it.each([
    ['up:1', ['b', 'a', 'c']],
    ['down:1', ['a', 'c', 'b']],
    ['up:0', rows],
    ['down:2', rows],
    ['remove:1', ['a', 'c']],
    ['add', ['a', 'b', 'c', '']],
    ['up:9', rows],
    ['up:x', rows],
    ['nonsense', rows],
  ])('%s', (command, expected) => {
    expect(arrange(rows, command, '')).toEqual(expected);
  });
});

it('rowsOf reads a plain form in its order', () => {
  const form = new FormData();
  form.set('url.1', ' https://b.example ');
  form.set('url.0', 'https://a.example');
  form.set('name.0', 'A');
  expect(rowsOf(form, ['url', 'name'])).toEqual([
    { url: 'https://a.example', name: 'A' },
    { url: 'https://b.example', name: '' },
  ]);
});
