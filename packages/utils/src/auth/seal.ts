/** Encrypts and authenticates small values that the browser keeps for us (AES-256-GCM). */
const encoder = new TextEncoder();

/** What is sealed for; what was sealed for one thing opens for no other. */
export type SealPurpose = 'login attempt' | 'minted id';

/** Seals `value` under `password`; `expiresAt` (ms since 1970) is part of what is sealed. */
export async function seal(
  value: unknown,
  purpose: SealPurpose,
  password: string,
  expiresAt: number,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = encoder.encode(JSON.stringify({ value, expiresAt }));
  const secret = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await keyFrom(password, purpose),
    plain,
  );
  return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(secret)]));
}

/** The value sealed by `seal`, or null when it is damaged, foreign or expired at `now`. */
export async function unseal(
  sealed: string,
  purpose: SealPurpose,
  password: string,
  now: number,
): Promise<unknown> {
  try {
    const bytes = fromBase64Url(sealed);
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(0, 12) },
      await keyFrom(password, purpose),
      bytes.slice(12),
    );
    const { value, expiresAt } = JSON.parse(new TextDecoder().decode(plain)) as {
      value: unknown;
      expiresAt: number;
    };
    return now < expiresAt ? value : null;
  } catch {
    return null;
  }
}

/** The password as what keys are derived from. */
export const keyMaterial = (password: string) =>
  crypto.subtle.importKey('raw', encoder.encode(password), 'HKDF', false, ['deriveKey']);

async function keyFrom(password: string, purpose: SealPurpose) {
  const material = await keyMaterial(password);
  const info = encoder.encode(`vesta ${purpose}`);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** RFC 4648, section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of `toBase64Url`. Throws where it isn't base64. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
