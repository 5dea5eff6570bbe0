import { describe, expect, it } from 'vitest';
import { paragraphs } from './plain-text';

describe('plain text', () => {
  it('an empty line parts paragraphs, a line break stays a line', () => {
    expect(paragraphs('One\r\ntwo\n\n \n\nThree\n')).toEqual([
      [[{ text: 'One' }], [{ text: 'two' }]],
      [[{ text: 'Three' }]],
    ]);
  });

  it('a web address becomes a link and leaves the sentence its full stop', () => {
    expect(paragraphs('See https://www.moth.example/tour/, or ask.')).toEqual([
      [
        [
          { text: 'See ' },
          { text: 'moth.example/tour', href: 'https://www.moth.example/tour/' },
          { text: ', or ask.' },
        ],
      ],
    ]);
  });

  it('nothing but http and https is followed, and markup stays text', () => {
    const text = 'javascript:alert(1) <b>https://</b>';
    expect(paragraphs(text)).toEqual([[[{ text }]]]);
  });

  it('is empty for blank text', () => {
    expect(paragraphs(' \n\n ')).toEqual([]);
  });
});
