import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { engineOf } from './engine.ts';
import type { AuthConfig } from '@vesta-cx/utils/auth';
import { prepareDatabase } from './database.ts';
import type { DemoEmulator, Identities } from './emulator.ts';
import { subscribe } from './emulator.ts';
import { mustRun, StackError } from './must-run.ts';
import { app, bin, root, stateDir } from './paths.ts';
import { freePort, isTaken } from './ports.ts';
import type { Service } from './process.ts';
import { launch } from './process.ts';
import type { WranglerSettings } from './server-database.ts';
import { buildTask, prepareServerDatabase, reach, wranglerFor } from './server-database.ts';
import { cookiePassword, keepWorkos, prepareState, webhookSecret, writeVars } from './state.ts';
import { turbo } from './turbo.ts';

export interface StackOptions {
  /** 0 takes a free one. Default 8787. */
  port?: number;
  /** Directory of the data. Default: `VESTA_STATE` or `.vesta/`. */
  state?: string;
  /** Write the demo scene into a new database; a list is passed to scripts/seed.ts. Default true. */
  seed?: boolean | string[];
  /** Serve from this PostgreSQL or MySQL instead of D1, which null means. Default: `DATABASE_URL`. */
  databaseUrl?: string | null;
  /** How the worker reaches that server. Default 'url'; 'hyperdrive' needs a password in the URL. */
  reachBy?: 'url' | 'hyperdrive';
  /** Build first (cached by turbo). Default true. */
  build?: boolean;
  /** Sign in at this WorkOS instead of the local emulator (then nothing is seeded). */
  workos?: AuthConfig;
  /** Answers say in `x-rows-read` what they cost at D1. */
  meter?: boolean;
  /** Reach the emulator through what this starts before it: for tests of a WorkOS that fails. */
  beforeWorkos?: (emulatorUrl: string) => Promise<string>;
  /** Serve by another wrangler configuration than the app's own. */
  config?: string;
  /** Told when a step begins and ends, to show progress. */
  onStep?: (step: Step) => void;
}

export interface Step {
  name: string;
  /** Missing while the step runs. */
  done?: string;
  /** How far it is, from time to time. */
  note?: string;
}

export interface Stack {
  url: string;
  /** Where the worker's inspector listens. */
  inspectorPort: number;
  /** null with a WorkOS of one's own. */
  emulatorUrl: string | null;
  identities: Identities | null;
  /** Settles with the reason when a part ends that should not have. */
  broken: Promise<string>;
  stop: () => Promise<void>;
  /** As `kill -9` does, for what must outlast it. */
  kill: () => Promise<void>;
}

/**
 * Builds vesta, brings its local database up to date and serves the production build on workerd
 * beside the WorkOS emulator. A second start on the same state skips what is done already.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { state = stateDir(), seed = true, build = true, onStep = () => {}, workos } = options;
  const { databaseUrl = process.env.DATABASE_URL, reachBy = 'url' } = options;
  const engine = engineOf(databaseUrl);
  const port = options.port === 0 ? await freePort() : (options.port ?? 8787);
  if (await isTaken(port)) throw new StackError(portTaken(port));
  const { logs } = prepareState(state);
  const services: Service[] = [];
  const stop = async () => void (await Promise.all(services.map((service) => service.stop())));
  const step = async <T>(name: string, work: () => Promise<[T, string]>): Promise<T> => {
    onStep({ name });
    const [result, done] = await work();
    onStep({ name, done });
    return result;
  };

  try {
    if (build) await step('build', () => buildApp(engine));
    const emulator = workos
      ? null
      : await step('sign-in', async () => {
          const service = launchEmulator(logs);
          services.push(service);
          return [await service.json<DemoEmulator>(), 'WorkOS emulator, demo accounts'];
        });
    await step('database', () =>
      prepareDatabase({
        state,
        seed: workos ? false : seed,
        identities: emulator,
        onNote: (note) => onStep({ name: 'database', note }),
      }),
    );
    if (databaseUrl) {
      const prepare = () => prepareServerDatabase(state, databaseUrl);
      await step(engine, async () => [undefined, await prepare()]);
    }
    const url = `http://localhost:${port}`;
    const inspectorPort = await freePort();
    await step('server', async () => {
      const auth: Record<string, string> = workos ? varsOf(workos) : varsFor(url, emulator!, state);
      if (emulator && options.beforeWorkos) {
        auth.WORKOS_API_URL = await options.beforeWorkos(emulator.url);
      }
      keepWorkos(state, auth);
      const vars: Record<string, string> = {
        ...auth,
        ...(options.meter ? { VESTA_METER: '1' } : {}),
      };
      const wrangler = [
        ...(options.config ? [{ args: ['--config', options.config], env: {}, vars: {} }] : []),
        wranglerFor(engine),
        ...(databaseUrl ? [reach(databaseUrl, reachBy)] : []),
      ];
      const service = await launchServer({ port, inspectorPort }, state, logs, vars, wrangler);
      services.push(service);
      await answers(`${url}/api/health`, service);
      if (emulator) await subscribe(emulator, url, webhookSecret(state));
      return [undefined, 'production build on workerd'];
    });
    return {
      url,
      inspectorPort,
      emulatorUrl: emulator?.url ?? null,
      identities: emulator,
      kill: async () => void (await Promise.all(services.map((service) => service.kill()))),
      broken: Promise.race(services.map((s) => s.ended.then(() => s.tail()))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns what a worker needs to sign people in at the emulator. */
export function varsFor(url: string, emulator: DemoEmulator, state: string) {
  return {
    ...varsOf({
      apiKey: emulator.apiKey,
      clientId: emulator.clientId,
      cookiePassword: cookiePassword(state),
      redirectUri: `${url}/auth/callback`,
      emulatorUrl: null,
    }),
    WORKOS_API_URL: emulator.url,
    WORKOS_WEBHOOK_SECRET: webhookSecret(state),
  };
}

export function launchEmulator(logs: string): Service {
  const script = join(root, 'scripts/emulator.ts');
  return launch(script, ['--port', '0'], { log: join(logs, 'emulator.log') });
}

async function buildApp(engine: Engine): Promise<[void, string]> {
  const [command, args] = turbo(
    ...['run', buildTask(engine), '--filter=vesta', '--output-logs=errors-only', '--ui=stream'],
  );
  const { output } = await mustRun('The build', command, args, { cwd: root });
  return [undefined, /FULL TURBO/.test(output) ? 'unchanged' : 'built'];
}

async function launchServer(
  { port, inspectorPort }: { port: number; inspectorPort: number },
  state: string,
  logs: string,
  vars: Record<string, string>,
  more: WranglerSettings[],
): Promise<Service> {
  const all = Object.assign({}, vars, ...more.map(({ vars }) => vars)) as Record<string, string>;
  const args = [
    'dev',
    ...['--local', '--port', String(port), '--persist-to', state],
    ...['--inspector-port', String(inspectorPort), '--show-interactive-dev-session', 'false'],
    ...['--env-file', writeVars(state, `server-${port}`, all)],
    ...more.flatMap(({ args }) => args),
  ];
  const env = Object.fromEntries(more.flatMap(({ env }) => Object.entries(env)));
  return launch(bin.wrangler, args, { cwd: app, env, log: join(logs, 'server.log') });
}

function varsOf(config: AuthConfig): Record<string, string> {
  return {
    WORKOS_API_KEY: config.apiKey,
    WORKOS_CLIENT_ID: config.clientId,
    WORKOS_COOKIE_PASSWORD: config.cookiePassword,
    WORKOS_REDIRECT_URI: config.redirectUri,
  };
}

/** Waits until the service answers at `url`. Throws a StackError that shows what it said last. */
export async function answers(url: string, service: Service): Promise<void> {
  let ended = false;
  void service.ended.then(() => (ended = true));
  const deadline = Date.now() + 180_000;
  let last = 'nothing';
  while (Date.now() < deadline && !ended) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return void (await response.body?.cancel());
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      last = String((error as Error).cause ?? error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new StackError(`The server did not come up (${url}: ${last}).\n${service.tail()}`);
}

function portTaken(port: number): string {
  return `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npx --yes pnpm@10 start`;
}
