/** Host names as people read them, where that can't pass for another name (Unicode TR 39). */
import { domainToUnicode } from 'node:url';

/** Scripts in everyday use that one label may be written in, and those that are written together. */
const scripts: readonly RegExp[] = [
  ['Latin'],
  ['Greek'],
  ['Cyrillic'],
  ['Armenian'],
  ['Hebrew'],
  ['Arabic'],
  ['Devanagari'],
  ['Bengali'],
  ['Gurmukhi'],
  ['Gujarati'],
  ['Oriya'],
  ['Tamil'],
  ['Telugu'],
  ['Kannada'],
  ['Malayalam'],
  ['Sinhala'],
  ['Thai'],
  ['Lao'],
  ['Tibetan'],
  ['Myanmar'],
  ['Georgian'],
  ['Ethiopic'],
  ['Khmer'],
  ['Thaana'],
  ['Han', 'Hiragana', 'Katakana', 'Latin'],
  ['Han', 'Bopomofo', 'Latin'],
  ['Han', 'Hangul', 'Latin'],
].map((together) => {
  const letters = together.map((script) => `\\p{scx=${script}}`).join('');
  return new RegExp(`^(?:(?=[\\p{L}\\p{M}])[${letters}]|[\\d_-])+$`, 'u');
});

/** Letters that look like Latin ones: a label of nothing else passes for a Latin word. */
const lookAlikes = /^[авгеіјкмнопрсԁһӏԛѕтуԝхъьҽпгѵѡбүұғαβγεηικνορτυχωпոսցհօզյքց\d_-]+$/u;

/** Latin letters that pass for others: phonetic ones, and the i without its dot. */
const deceptiveLatin = /[ı\u0250-\u02AF\u1D00-\u1DBF\uA720-\uA7FF\uAB30-\uAB6F]/u;

/** Signs of Chinese and Japanese that beside Latin letters pass for strokes, dashes and slashes. */
const strokes = /[ー一〆〇々丨丶丿乙ノソゾンハ二工口]/u;

/** A host with the labels readable that can't be taken for others; those that can stay in ASCII. */
export function readableHost(host: string): string {
  const labels = host.split('.');
  const ending = labelOf(labels.findLast((label) => label !== '') ?? '');
  return labels
    .map((label) => {
      const text = labelOf(label);
      return text === label || isSafe(text, ending) ? text : label;
    })
    .join('.');
}

const labelOf = (label: string): string =>
  label.startsWith('xn--') ? domainToUnicode(label) || label : label;

function isSafe(text: string, ending: string): boolean {
  if (!scripts.some((together) => together.test(text))) return false;
  if (deceptiveLatin.test(text)) return false;
  if (/\p{Script=Latin}/u.test(text) && (strokes.test(text) || /\p{M}/u.test(text))) return false;
  // Below an ending of its own script a word is read in that script.
  return (
    !lookAlikes.test(text) ||
    (!/^[a-z]/.test(ending) && scripts.some((one) => one.test(text + ending)))
  );
}

/** The address with its host readable. It leads to the same place. */
export function readableUrl(url: string): string {
  if (!/^https?:\/\/[^/?#]*xn--/.test(url) || !URL.canParse(url)) return url;
  const { hostname } = new URL(url);
  const readable = url.replace(hostname, readableHost(hostname));
  return URL.canParse(readable) && new URL(readable).href === url ? readable : url;
}

/** The mail address with its host readable. */
export const readableMail = (mail: string): string =>
  mail.replace(/@([^@]*)$/, (_, host: string) => `@${readableHost(host)}`);
