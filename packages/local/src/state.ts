import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/** What has been done to a state directory already, so that a second start skips it. */
export interface Stamp {
  migrations?: string;
  seed?: string;
  /** Which database server was filled from here. */
  filled?: string;
}

/** Makes the directory and its place for logs. */
export function prepareState(state: string): { logs: string } {
  const logs = join(state, 'logs');
  mkdirSync(logs, { recursive: true });
  return { logs };
}

/** Empty when there is no database (yet, or any more). */
export function readStamp(state: string): Stamp {
  const file = join(state, 'stamp.json');
  if (!existsSync(file) || !existsSync(join(state, 'v3/d1'))) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Stamp;
}

export function writeStamp(state: string, stamp: Stamp): void {
  writeFileSync(join(state, 'stamp.json'), JSON.stringify(stamp, null, 2));
}

/** Keeps how the vesta on this state reaches WorkOS, for other workers on the same data. */
export function keepWorkos(state: string, vars: Record<string, string>): void {
  writeFileSync(join(state, 'workos.json'), JSON.stringify(vars, null, 2), { mode: 0o600 });
}

/**
 * Writes variables for a worker into a file of `state` that only its owner may read, and says where:
 * on the command line every account of the machine could read them.
 */
export function writeVars(state: string, name: string, vars: Record<string, string>): string {
  const file = join(state, `${name}.env`);
  const lines = Object.entries(vars).map(([variable, value]) => `${variable}=${quoted(value)}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

/** As dotenv reads it, which expands a bare `$` in any quotes. Throws where no quotes are left. */
function quoted(value: string): string {
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark));
  if (!quote) throw new Error('A variable can not hold all three kinds of quotes');
  return quote + value.replaceAll('$', '\\$') + quote;
}

/** Returns what `keepWorkos` kept last; empty when it never did. */
export function keptWorkos(state: string): Record<string, string> {
  const file = join(state, 'workos.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/** Changes whenever a D1 migration is added or edited. */
export function migrationsDigest(): string {
  const dir = join(root, 'packages/db/src/migrations');
  const files = readdirSync(dir).filter((name) => name.endsWith('.sql'));
  return digest(files.sort().map((name) => name + readFileSync(join(dir, name), 'utf8')));
}

export function digest(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** Returns what the local WorkOS signs its webhooks with. */
export const webhookSecret = (state: string): string =>
  `whsec_${digest(['webhooks', cookiePassword(state)])}`;

/** Seals local sessions: made once, so that they outlast a restart of the server. */
export function cookiePassword(state: string): string {
  const file = join(state, 'cookie-password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
