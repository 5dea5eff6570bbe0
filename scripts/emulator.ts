/**
 * Runs the WorkOS emulator with the demo accounts: `node scripts/emulator.ts [--port 4100]`.
 * Prints one line of JSON (address, credentials, ids by external id) and serves until stopped.
 */
import { parseArgs } from 'node:util';
import { startEmulator } from '@vesta-cx/local/emulator';
import { isTaken } from '@vesta-cx/local/ports';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4100' } } });
const port = Number(values.port);
if (port !== 0 && (await isTaken(port))) {
  console.error(`Port ${port} is in use. Choose another one: --port 4101`);
  process.exit(1);
}
const emulator = await startEmulator(port);
console.log(JSON.stringify(emulator));

const end = () => process.exit(0);
process.on('SIGINT', end).on('SIGTERM', end).on('disconnect', end);
