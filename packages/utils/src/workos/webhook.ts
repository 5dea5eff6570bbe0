/** How old or how far ahead a webhook's signature may be, in milliseconds. */
const tolerance = 3 * 60_000;

/**
 * Returns whether WorkOS signed this body lately: `header` is `WorkOS-Signature`, `payload` the body as it
 * came. A signature that is older than three minutes, or from a time to come, counts for nothing.
 */
export async function isFromWorkos(
  payload: string,
  header: string | null,
  secret: string,
  now = Date.now(),
): Promise<boolean> {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{10,13}$/.test(time) || secret === '') return false;
  // WorkOS counts milliseconds; its emulator, seconds.
  const signedAt = time.length === 10 ? Number(time) * 1000 : Number(time);
  if (Math.abs(now - signedAt) > tolerance) return false;

  const key = await keyOf(secret, 'verify');
  const signed = new TextEncoder().encode(`${time}.${payload}`);
  for (const [name, hex = ''] of parts) {
    if (name !== 'v1' || !/^[0-9a-f]{64}$/i.test(hex)) continue;
    if (await crypto.subtle.verify('HMAC', key, fromHex(hex), signed)) return true;
  }
  return false;
}

/** The header that signs this body as WorkOS does: for scripts and tests that speak in its place. */
export async function signAsWorkos(
  payload: string,
  secret: string,
  now = Date.now(),
): Promise<string> {
  const signed = new TextEncoder().encode(`${now}.${payload}`);
  const bytes = await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), signed);
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0'));
  return `t=${now}, v1=${hex.join('')}`;
}

const keyOf = (secret: string, use: 'sign' | 'verify') =>
  crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    [use],
  );

const fromHex = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
