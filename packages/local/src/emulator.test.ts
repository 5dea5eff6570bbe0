import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { cast } from '@vesta-cx/seed/cast';
import { people } from '@vesta-cx/seed/scene/people';
import type { DemoEmulator } from './emulator.ts';
import { root } from './paths.ts';
import { launch } from './process.ts';

const dir = mkdtempSync(join(tmpdir(), 'vesta-emulator-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function look() {
  const log = join(dir, 'log');
  const service = launch(join(root, 'scripts/emulator.ts'), ['--port', '0'], { log });
  const emulator = await service.json<DemoEmulator>();
  const get = async <T>(path: string) => {
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    return (await (await fetch(emulator.url + path, { headers })).json()) as T;
  };
  const keys = await get<{ keys: { kid: string; n: string }[] }>('/sso/jwks/any');
  const members = await get<{ data: { user_id: string; role: { slug: string } }[] }>(
    '/user_management/organization_memberships',
  );
  await service.stop();
  const { users, organizations } = emulator;
  return { users, organizations, key: keys.keys[0]!, members: members.data };
}

describe('the emulator', () => {
  it('knows everybody of the demo by the same ids at every start, and signs with a new key', async () => {
    const [first, second] = [await look(), await look()];
    assert.deepEqual(first.users, second.users);
    assert.deepEqual(first.organizations, second.organizations);
    assert.deepEqual(Object.keys(first.users), [
      ...cast.map(({ externalId }) => externalId),
      ...people.map(({ handle }) => handle),
    ]);
    assert.notEqual(first.key.n, second.key.n);
    assert.notEqual(first.key.kid, second.key.kid);
  });

  it('listens to this machine alone', async () => {
    const service = launch(join(root, 'scripts/emulator.ts'), ['--port', '0'], {
      log: join(dir, 'log'),
    });
    const { url } = await service.json<DemoEmulator>();
    const { port } = new URL(url);
    assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    // Whoever listens to all addresses listens to this one, too.
    for (const host of [...others, '127.0.0.2']) {
      await assert.rejects(fetch(`http://${host}:${port}/health`), host);
    }
    await service.stop();
  });

  it('puts people into their organizations', async () => {
    const { users, members } = await look();
    const roles = Object.fromEntries(members.map((m) => [m.user_id, m.role.slug]));
    assert.deepEqual(roles, {
      [users.bruno!.id]: 'admin',
      [users.chiara!.id]: 'member',
      [users['greta-oyelaran']!.id]: 'member',
    });
  });
});
