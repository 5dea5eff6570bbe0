import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { createEmulator } from 'workos/emulate';
import { startFailingWorkos } from './failing-workos.ts';

declare module 'vitest' {
  interface ProvidedContext {
    emulatorUrl: string;
    /** As many API keys as a busy minute takes, see `workosKeys`. */
    emulatorKeys: string[];
    /**
     * POST /?clock=<ms> moves the emulator's clock; POST /?restart=1 starts it afresh. Any other
     * path answers 503, as a WorkOS with an outage does.
     */
    controlUrl: string;
    /** The emulator behind a stand-in that fails what is asked with a key of `failingKey`. */
    failingUrl: string;
  }
}

/**
 * The emulator answers each key a thousand times a minute, and whoever asks more often waits for the
 * next one: tests that ask it much take these by turns.
 */
const workosKeys = ['sk_test_default', ...Array.from({ length: 40 }, (_, i) => `sk_test_${i}`)];

const seed = {
  apiKeys: Object.fromEntries(workosKeys.map((key) => [key, { environment: 'test' as const }])),
  users: [
    { email: 'first@example.com', first_name: 'First', last_name: 'One' },
    {
      email: 'ada@example.com',
      first_name: 'Ada',
      last_name: 'Okafor',
      external_id: 'ada',
      metadata: { role: 'Solo artist' },
    },
  ],
};

/**
 * Starts WorkOS's own emulator on a free port for the whole run, with a small control server
 * beside it: tests run in workerd and cannot reach into this process to make tokens expire.
 */
export default async function setup(project: TestProject) {
  const realNow = Date.now;
  let emulator = await createEmulator({ port: 0, seed });
  const { url, port } = emulator;

  const control = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control');
    if (pathname !== '/') return void response.writeHead(503, { connection: 'close' }).end();
    void (async () => {
      const clock = searchParams.get('clock');
      if (clock !== null) Date.now = () => realNow() + Number(clock);
      if (searchParams.has('restart')) {
        await emulator.close();
        emulator = await createEmulator({ port, seed });
      }
      response.writeHead(204, { connection: 'close' }).end();
    })();
  });
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));

  const failing = await startFailingWorkos(url);

  project.provide('failingUrl', failing.url);
  project.provide('emulatorUrl', url);
  project.provide('emulatorKeys', workosKeys);
  project.provide('controlUrl', `http://127.0.0.1:${(control.address() as AddressInfo).port}`);
  return async () => {
    Date.now = realNow;
    control.closeAllConnections();
    control.close();
    await failing.close();
    await emulator.close();
  };
}
