/** WorkOS's news as it comes over HTTP, and the command that repairs what news has missed. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { signAsWorkos } from '@vesta-cx/utils/workos';
import { app } from '@vesta-cx/local/paths';
import { webhookSecret } from '@vesta-cx/local/state';
import { call, get } from '../support/api.ts';
import { baseUrl } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const secret = () => webhookSecret(process.env.VESTA_E2E_STATE!);

async function tell(payload: string, signature: string): Promise<Response> {
  return fetch(`${baseUrl()}/api/webhooks/workos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'workos-signature': signature },
    body: payload,
  });
}

test('signed news is taken once, however often it comes, and not when it is old or changed', async () => {
  const made = await call('bruno', 'POST', '/organizations', { name: unique('Before') });
  const { id } = (await made.json()) as { id: string };
  const nameNow = async () => (await get<{ name: string }>(`/organizations/${id}`, 'bruno')).name;
  const before = await nameNow();

  const name = unique('Renamed there');
  const now = new Date().toISOString();
  const payload = JSON.stringify({
    id: unique('event'),
    event: 'organization.updated',
    created_at: now,
    data: { id, name, created_at: now, updated_at: now },
  });
  const signature = await signAsWorkos(payload, secret());

  const old = await signAsWorkos(payload, secret(), Date.now() - 4 * 60_000);
  expect((await tell(payload, old)).status).toBe(401);
  expect((await tell(payload.replace('Renamed', 'Taken'), signature)).status).toBe(401);
  expect(await nameNow()).toBe(before);

  const outcomes = [];
  for (let n = 0; n < 2; n += 1) {
    const answer = await tell(payload, signature);
    expect(answer.status).toBe(200);
    outcomes.push(((await answer.json()) as { outcome: string }).outcome);
  }
  expect(outcomes).toEqual(['applied', 'repeated']);
  expect(await nameNow()).toBe(name);
  expect((await call('bruno', 'DELETE', `/organizations/${id}`)).status).toBe(204);
});

test('the re-sync is one command, for whoever has the secret', async () => {
  const script = join(app, 'scripts/workos-sync.ts');
  const sync = (workosSecret: string) =>
    promisify(execFile)(process.execPath, [script, '--url', baseUrl()], {
      env: { ...process.env, WORKOS_WEBHOOK_SECRET: workosSecret },
    });
  const { stdout } = await sync(secret());
  expect(stdout).toMatch(/^\d+ repaired\.$/m);
  await expect(sync('whsec_guessed')).rejects.toMatchObject({ code: 1 });
});
