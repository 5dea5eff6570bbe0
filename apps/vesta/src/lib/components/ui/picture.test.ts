import { expect, test } from 'vitest';
import { addressOf, isShowable } from './picture';

test('pictures come over https or from here, and what has none or another shows its sleeve', () => {
  for (const src of ['https://example.com/a.jpg', '/a.jpg', 'data:image/png;base64,AA==']) {
    expect(isShowable(src), src).toBe(true);
  }
  for (const src of ['http://example.com/a.jpg', 'HTTP://example.com/a.jpg', '', null, undefined]) {
    expect(isShowable(src), String(src)).toBe(false);
  }
});

test('what is typed as the address of a picture leads to one over https, or nowhere', () => {
  expect(addressOf(' example.com/a.jpg ')).toBe('https://example.com/a.jpg');
  expect(addressOf('//example.com/a.jpg')).toBe('https://example.com/a.jpg');
  expect(addressOf('HTTPS://example.com/a.jpg')).toBe('https://example.com/a.jpg');
  for (const text of ['', 'exam', 'http://example.com/a.jpg', 'javascript:alert(1)', '/a.jpg']) {
    expect(addressOf(text), text).toBeNull();
  }
});
