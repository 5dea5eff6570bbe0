import { expect, test } from 'vitest';
import { isShowable } from './picture';

test('pictures come over https or from here, and what has none or another shows its sleeve', () => {
  for (const src of ['https://example.com/a.jpg', '/a.jpg', 'data:image/png;base64,AA==']) {
    expect(isShowable(src), src).toBe(true);
  }
  for (const src of ['http://example.com/a.jpg', 'HTTP://example.com/a.jpg', '', null, undefined]) {
    expect(isShowable(src), String(src)).toBe(false);
  }
});
