import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StackError } from './must-run.ts';
import { bin, root } from './paths.ts';
import { freePort, isTaken } from './ports.ts';
import { launch } from './process.ts';
import { answers } from './stack.ts';
import { keptWorkos, prepareState, readStamp, writeVars } from './state.ts';

/** erato as a process of its own. */
export interface Erato {
  url: string;
  /** Settles with the reason when it ends that should not have. */
  broken: Promise<string>;
  stop: () => Promise<void>;
}

/**
 * Serves erato on workerd, on the local D1 that vesta keeps in `state`: both may run at once. Port 0
 * takes a free one. Throws a StackError where there is no database yet.
 */
export async function startErato({ port, state }: { port: number; state: string }): Promise<Erato> {
  if (!readStamp(state).migrations) {
    throw new StackError(`There is no database in ${state} yet: run \`pnpm start\` once.`);
  }
  if (port !== 0 && (await isTaken(port))) {
    throw new StackError(`Port ${port} is in use; choose another: PORT=…`);
  }
  const at = port === 0 ? await freePort() : port;
  const { logs } = prepareState(state);
  const needed = ['WORKOS_API_KEY', 'WORKOS_CLIENT_ID', 'WORKOS_API_URL'];
  const kept = Object.entries(keptWorkos(state)).filter(([name]) => needed.includes(name));
  const vars = { ...Object.fromEntries(kept), CURSOR_SECRET: randomBytes(32).toString('base64') };
  const args = [
    'dev',
    ...['--local', '--port', String(at), '--persist-to', state],
    ...['--inspector-port', String(await freePort()), '--show-interactive-dev-session', 'false'],
    ...['--env-file', writeVars(state, `erato-${at}`, vars)],
  ];
  const cwd = join(root, 'apps/erato');
  const service = launch(bin.wrangler, args, { cwd, log: join(logs, 'erato.log') });
  const url = `http://localhost:${at}`;
  try {
    await answers(`${url}/v0/health`, service);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { url, broken: service.ended.then(() => service.tail()), stop: () => service.stop() };
}
