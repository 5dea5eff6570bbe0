import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { check } from '../kernel/index.ts';
import { lineText, proseText, searchText } from './schemas.ts';

describe.each([
  ['a line', lineText(5)],
  ['a text', proseText(5)],
  ['a search', searchText(5)],
])('the length of %s', (_name, schema) => {
  it('is counted in characters, of which an emoji is one', () => {
    expect(check(schema, '😀'.repeat(5)).success).toBe(true);
    expect(check(schema, '😀'.repeat(6)).error?.issues).toMatchObject([
      { code: 'too_big', message: 'Use at most 5 characters' },
    ]);
  });

  it('is in its JSON Schema, which counts the same way', () => {
    expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ maxLength: 5 });
  });
});

it('a line break is one character, however a form sends it', () => {
  expect(check(proseText(3), 'a\r\nb').data).toBe('a\nb');
});
