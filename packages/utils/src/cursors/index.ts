/** Cursors of lists as they leave the server: they say nothing, and open for the list that gave them. */
import { fromBase64Url, keyMaterial, toBase64Url } from '../auth/seal.ts';

const encoder = new TextEncoder();
/** A cursor that is longer is so by the name of a row: its length is rounded up. */
const paddedTo = 64;
const ivBytes = 12;

type Key = Awaited<ReturnType<typeof keyMaterial>>;

interface Keys {
  iv: Key;
  text: Key;
}

/**
 * Seals `cursor` under `secret` for `list`, a text that says which list it is of. The same cursor
 * gives the same text each time, so that the addresses of pages and their ETags stay: the
 * initialization vector is a MAC of what is sealed, as in RFC 5297 (AES-SIV), and the list is data
 * that is authenticated with it.
 */
export async function sealCursor(cursor: string, list: string, secret: string): Promise<string> {
  const keys = await keysOf(secret);
  const padded = cursor.padEnd(Math.ceil(cursor.length / paddedTo) * paddedTo);
  const mac = await crypto.subtle.sign('HMAC', keys.iv, encoder.encode(`${padded}\n${list}`));
  const iv = new Uint8Array(mac.slice(0, ivBytes));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encoder.encode(list) },
    keys.text,
    encoder.encode(padded),
  );
  return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/** The cursor sealed by `sealCursor` for `list`, or null when it is damaged or another list's. */
export async function unsealCursor(
  sealed: string,
  list: string,
  secret: string,
): Promise<string | null> {
  const keys = await keysOf(secret);
  try {
    const bytes = fromBase64Url(sealed);
    // One cursor is one text: base64 has bits to spare in its last character.
    if (toBase64Url(bytes) !== sealed) return null;
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(0, ivBytes), additionalData: encoder.encode(list) },
      keys.text,
      bytes.slice(ivBytes),
    );
    return new TextDecoder().decode(text).trimEnd();
  } catch {
    return null;
  }
}

const known = new Map<string, Keys>();

/** Derived once: it would be the dearest part of a page. */
async function keysOf(secret: string): Promise<Keys> {
  const before = known.get(secret);
  if (before) return before;
  const material = await keyMaterial(secret);
  const derived = (purpose: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: encoder.encode(`vesta ${purpose}`),
  });
  const [iv, text] = await Promise.all([
    crypto.subtle.deriveKey(
      derived('cursor vector'),
      material,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
    crypto.subtle.deriveKey(derived('cursor'), material, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
  ]);
  const keys = { iv, text };
  known.set(secret, keys);
  return keys;
}
