/** What people paste into a field, read as what they mean by it. */

/**
 * Characters that show nothing wherever they stand: controls, zero-width ones, marks of direction,
 * soft hyphens. Not the two joiners, which spell words of some scripts and emoji.
 */
const unseen = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\u034F\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** A joiner that joins nothing: beside the end, a space or a Latin character. */
const idleJoiner = /(?<![^\s\p{ASCII}])[\u200C\u200D]+|[\u200C\u200D]+(?![^\s\p{ASCII}])/gu;
const wrappers = /^(?:<(.*)>|"(.*)"|'(.*)'|“(.*)”|„(.*)[“”]|‘(.*)’|«(.*)»)$/u;

/** On one line, without what shows nothing, and without the quotes or brackets around it. */
function cleaned(text: string): string {
  const line = text
    .trim()
    .replace(/\s*[\n\r\u0085\u2028\u2029]\s*/g, '')
    .replace(unseen, '')
    .replace(idleJoiner, '')
    .trim();
  const within = wrappers.exec(line)?.slice(1);
  return within?.find((part) => part !== undefined)?.trim() ?? line;
}

/** What pasted text turned out to be: its one spelling, or why it is none. */
export type Reading = { value: string } | { refusal: string };

/** Longer text is none of these, and is not looked at. */
const longest = 10_000;

const example = 'Give a web address, such as https://example.com';

/** The web address that is meant, as browsers write it: `https` where no scheme is said, the host in ASCII. */
export function readWebAddress(text: string): Reading {
  if (text.length > longest) return { refusal: example };
  if (/[^\s:]\s+https?:\/\/\S/iu.test(text))
    return { refusal: 'Give one address and nothing else' };
  // Keyboards for Japanese and Chinese write what leads to the path wide.
  const line = cleaned(text).replace(/^(?:[^/\\／]*[/／]{2})?[^/?#／]*[/／]?/u, narrow);
  const scheme = schemeOf(line);
  if (scheme !== null && !/^https?:$/.test(scheme)) {
    return { refusal: `${scheme} is not possible here: give an address that starts with https://` };
  }
  if (scheme === null) {
    if (/^[/\\](?![/\\])/.test(line)) return { refusal: example };
    if (/^[^\s/\\?#]+@[^\s/\\?#]+$/.test(line)) {
      return { refusal: 'This is a mail address: give a web address' };
    }
  }
  const rest = line.slice(scheme?.length ?? 0).replace(/^[\s/\\]+/, '');
  const url = parsed(`${scheme ?? 'https:'}//${rest}`);
  if (!url) return { refusal: example };
  if (url.username || url.password) return { refusal: 'Leave out the user name and the password' };
  if (isPrivate(url.hostname)) return { refusal: 'Give an address that everybody can open' };
  return isPublicName(url.hostname) ? { value: url.href } : { refusal: example };
}

const narrow = (text: string): string =>
  text.replace(/[！-～]/gu, (wide) => String.fromCodePoint(wide.codePointAt(0)! - 0xfee0));

/** `javascript:`, in lower case; null where none is said, as in `example.com:8080`. */
function schemeOf(line: string): string | null {
  const scheme = /^[a-z][a-z\d+.-]{0,30}:/i.exec(line)?.[0].toLowerCase();
  if (!scheme) return null;
  const isHost = scheme.includes('.') || scheme === 'localhost:';
  return isHost && /^\d{1,5}(?:[/\\?#]|$)/.test(line.slice(scheme.length)) ? null : scheme;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** A name of the public web: with a dot, and no number. Underscores and hyphens stand where they like. */
const isPublicName = (host: string): boolean =>
  host.length <= 254 && /^(?:[a-z\d_-]{1,63}\.)+(?:xn--[a-z\d-]{1,59}|[a-z]{2,63})\.?$/.test(host);

/** Returns what leads elsewhere from every machine: `localhost`, `nas.local`, `192.168.0.1`, `[::1]`. */
const isPrivate = (host: string): boolean =>
  /(?:^|\.)(?:localhost|local|internal|lan)\.?$|^\[|^[\d.]+$/.test(host);

const mailExample = 'Give an email address, such as mira@example.com';
const word = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${word}(?:\\.${word})*$`, 'u');

/** The mail address that is meant: in lower case, its host in ASCII. Also of `Mira <mira@example.com>`. */
export function readMailAddress(text: string): Reading {
  if (text.length > longest) return { refusal: mailExample };
  const line = cleaned(text)
    .normalize('NFKC')
    .replace(/^[^<>]*<([^<>]*)>$/u, '$1')
    .replace(/^mailto:([^?]*).*$/iu, '$1')
    .replace(/[,;]$/u, '')
    .trim();
  const [local = '', domain = '', ...more] = line.toLowerCase().split('@');
  const host = /^[^\s/\\?#:]+$/u.test(domain) ? (parsed(`https://${domain}`)?.hostname ?? '') : '';
  const isHost = isPublicName(host) && !/_|(?:^|\.)-|-\.|\.$/.test(host);
  return more.length === 0 && local.length <= 64 && localPart.test(local) && isHost
    ? { value: `${local}@${host}` }
    : { refusal: mailExample };
}

/** Letters and digits alone, digits of every script as 0 to 9: what a code is without its spelling. */
const compact = (text: string): string =>
  asciiDigits(text)
    .replace(/[\s\p{Pd}\p{Cc}\p{Cf}\p{M}\u2212\u2043\u00B7\u2022._/]/gu, '')
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Digits of every script as 0 to 9. */
export const asciiDigits = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    // The digits of a script stand together, from its zero on.
    let first = digit.codePointAt(0)!;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((digit.codePointAt(0)! - first) % 10);
  });

/** The code of a recording (ISO 3901) as it is stored: `GB-AYE-06-01498` is `GBAYE0601498`. */
export function readIsrc(text: string): Reading {
  const code = compact(text).replace(/^(?:URN:)?ISRC(?:CODE)?[:=#]*(?=.{12}$)/, '');
  return /^[A-Z]{2}[A-Z\d]{3}\d{7}$/.test(code)
    ? { value: code }
    : { refusal: 'An ISRC has twelve characters, like GBAYE0601498' };
}

/** The number of a product (GTIN) as it is stored: a UPC of 12, an EAN of 13 or a case's of 14 digits. */
export function readUpc(text: string): Reading {
  const code = compact(text);
  const rest = code.replace(/^(?:UPC|EAN|GTIN|JAN|UCC|BARCODE|CODE|NO|NR|[:=#&+,])+/, '');
  // `EAN13: 4006381333931`: the kind may be said with its number of digits.
  const unnumbered = rest === code ? rest : rest.replace(/^(?:[AE]|12|13|14)[:=#]*/, '');
  const numbers = [rest, unnumbered].filter((digits) => /^\d{12,14}$/.test(digits));
  const right = numbers.find(hasRightCheckDigit);
  if (right !== undefined) return { value: right };
  return {
    refusal:
      numbers.length > 0
        ? 'Check the digits: the last one does not go with the others'
        : 'A UPC has 12 digits, an EAN 13',
  };
}

/** GS1's check digit: weighted 1, 3, 1, 3, … from the right, the digits add up to a multiple of ten. */
function hasRightCheckDigit(digits: string): boolean {
  const weighted = [...digits]
    .toReversed()
    .map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 3));
  return /[1-9]/.test(digits) && weighted.reduce((sum, part) => sum + part, 0) % 10 === 0;
}
