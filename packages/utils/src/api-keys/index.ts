/**
 * API keys as texts: `vesta_`, 256 random bits, and a checksum of these. The prefix lets secret
 * scanners find keys in the open, the checksum tells a typo from an unknown key without a database.
 */
import { numberOf, toBase62 } from './base62.ts';
import { crc32 } from './crc32.ts';

/** What every key begins with. */
export const apiKeyPrefix = 'vesta_';

/** What a key looks like, for secret scanners: 43 characters of 256 bits, 6 of their CRC-32. */
export const apiKeyPattern = /^vesta_[0-9A-Za-z]{49}$/;

const secretBytes = 32;
const secretLength = 43;
const checksumLength = 6;

/** A new key, and what is kept of it. */
export interface NewKey {
  /** Shown once, to whoever made it. */
  key: string;
  /** What the database keeps, see `hashApiKey`. */
  hash: string;
  /** The key's last characters, by which its owner recognises it. They are of the checksum. */
  hint: string;
}

/** Makes a key that nobody can guess. */
export async function mintApiKey(): Promise<NewKey> {
  const secret = toBase62(
    numberOf(crypto.getRandomValues(new Uint8Array(secretBytes))),
    secretLength,
  );
  const key = apiKeyPrefix + secret + checksumOf(secret);
  return { key, hash: await hashApiKey(key), hint: key.slice(-4) };
}

/** What a text is that somebody sent as a key: `foreign` is none of ours, `mistyped` was one. */
export type KeyText = 'key' | 'mistyped' | 'foreign';

/** Tells a key from a mistyped one, and both from anything else. Says nothing about its being known. */
export function readApiKey(text: string): KeyText {
  if (!text.startsWith(apiKeyPrefix)) return 'foreign';
  if (!apiKeyPattern.test(text)) return 'mistyped';
  const secret = text.slice(apiKeyPrefix.length, -checksumLength);
  return text.endsWith(checksumOf(secret)) ? 'key' : 'mistyped';
}

/** SHA-256 of a key in hexadecimal: 256 random bits need neither salt nor a slow function. */
export async function hashApiKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const checksumOf = (secret: string): string => toBase62(BigInt(crc32(secret)), checksumLength);
