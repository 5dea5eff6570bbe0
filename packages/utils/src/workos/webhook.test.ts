import { describe, expect, it } from 'vitest';
import { isFromWorkos, signAsWorkos } from './index.ts';

const secret = 'whsec_one';
const body = '{"id":"event_1"}';
const now = Date.UTC(2026, 5, 1);
const check = (header: string | null, { payload = body, key = secret, at = now } = {}) =>
  isFromWorkos(payload, header, key, at);

describe('a webhook', () => {
  it('that WorkOS signed lately is WorkOS’s', async () => {
    expect(await check(await signAsWorkos(body, secret, now))).toBe(true);
    expect(await check(await signAsWorkos(body, secret, now - 170_000))).toBe(true);
  });

  it('signed as the emulator does, in seconds, is too', async () => {
    const seconds = now / 1000;
    const signed = await signAsWorkos(body, secret, seconds);
    expect(await check(signed)).toBe(true);
  });

  it('that somebody else signed, or whose body was changed, is not', async () => {
    const signed = await signAsWorkos(body, 'whsec_other', now);
    expect(await check(signed)).toBe(false);
    const header = await signAsWorkos(body, secret, now);
    expect(await check(header, { payload: `${body} ` })).toBe(false);
    expect(await check(header, { key: '' })).toBe(false);
  });

  it('of some time ago, of a time to come, or with another time than was signed, is not', async () => {
    expect(await check(await signAsWorkos(body, secret, now - 181_000))).toBe(false);
    expect(await check(await signAsWorkos(body, secret, now + 181_000))).toBe(false);
    const old = await signAsWorkos(body, secret, now - 600_000);
    expect(await check(old.replace(/t=\d+/, `t=${now}`))).toBe(false);
  });

  it('while the secret is changed may have two signatures, of which one fits', async () => {
    const [, theirs] = (await signAsWorkos(body, 'whsec_new', now)).split(', ');
    expect(await check(`${await signAsWorkos(body, secret, now)}, ${theirs}`)).toBe(true);
    expect(await check(`t=${now}, ${theirs}, v1=00`)).toBe(false);
  });

  it.each([
    null,
    '',
    't=1',
    `t=${now}`,
    'v1=',
    `t=${now},v1=`,
    `t=NaN,v1=${'0'.repeat(64)}`,
    '=,=',
  ])('with the header %j is not', async (header) => expect(await check(header)).toBe(false));
});
