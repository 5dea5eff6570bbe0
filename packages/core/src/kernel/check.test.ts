import { expect, it } from 'vitest';
import { z } from 'zod';
import { check, invalid } from './index.ts';

const said = (schema: z.ZodType, value: unknown) =>
  check(schema, value).error?.issues.map(({ message }) => message);

it.each([
  [z.string(), 7, 'Give a text'],
  [z.string(), undefined, 'This is needed'],
  [z.number(), 'seven', 'Give a number'],
  [z.int(), 1.5, 'Give a whole number'],
  [z.boolean(), 'yes', 'Give true or false'],
  [z.array(z.string()), 'x', 'Give a list'],
  [z.object({}), null, 'Give an object'],
  [z.string().min(1), '', 'This can not be empty'],
  [z.string().min(3), 'ab', 'Use at least 3 characters'],
  [z.string().max(1), 'ab', 'Use at most one character'],
  [z.string().length(2), 'abc', 'Use exactly 2 characters'],
  [z.array(z.string()).min(2), ['a'], 'Give at least 2'],
  [z.array(z.string()).max(1), ['a', 'b'], 'Give at most 1'],
  [z.number().min(3), 2, 'Give 3 or more'],
  [z.number().gt(3), 3, 'Give more than 3'],
  [z.number().max(3), 4, 'Give 3 or less'],
  [z.number().lt(3), 3, 'Give less than 3'],
  [z.date().min(new Date(0)), new Date(-1), 'Choose 1970-01-01T00:00:00.000Z or later'],
  [z.date().max(new Date(0)), new Date(1), 'Choose 1970-01-01T00:00:00.000Z or before'],
  [z.enum(['song', 'album']), 'film', 'Choose one of song, album'],
  [z.literal('song'), 'film', 'Only song is possible'],
  [z.strictObject({}), { a: 1, b: 2 }, 'Unknown field: a, b'],
  [z.email(), 'me', 'Give an email address'],
  [z.url(), 'me', 'Give a full address, such as https://example.com'],
  [z.iso.datetime(), 'soon', 'Give a date and time, such as 2026-05-01T12:00:00Z'],
  [z.string().regex(/^x$/), 'y', 'Wrong format'],
  [
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('song') }),
      z.object({ type: z.literal('post') }),
    ]),
    { type: 'film' },
    'Choose one of song, post',
  ],
  [z.union([z.string(), z.number()]), true, 'Not an accepted value'],
])('what is wrong is said in a plain sentence (%#)', (schema, value, sentence) => {
  expect(said(schema, value)).toEqual([sentence]);
});

it('a schema’s own words stay', () => {
  expect(said(z.string().min(2, 'Give it a name'), '')).toEqual(['Give it a name']);
  expect(said(z.email('Where do we write to?'), 'x')).toEqual(['Where do we write to?']);
  expect(
    said(
      z.number().refine(() => false, 'Not this one'),
      1,
    ),
  ).toEqual(['Not this one']);
});

it('what is wrong as a whole is told without a field', () => {
  const errors = [
    { path: '', message: 'The body is not valid JSON' },
    { path: 'name', message: 'Give a text' },
  ];
  expect(invalid(errors).message).toBe('The body is not valid JSON; name: Give a text');
});
