/** Cloudflare's HTTP API for a D1 database: one statement a request. */
import { setTimeout as pause } from 'node:timers/promises';
import { TransferError } from './store.ts';

/** A statement that D1 answered with an error. */
export class D1Error extends Error {}

const needed = ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN'] as const;
const tries = 5;

interface Answer {
  success: boolean;
  errors?: { message: string }[];
  result?: unknown[];
}

export class D1Api {
  private readonly base: string;
  private readonly token: string;
  private readonly database: string;
  private path: Promise<string> | null = null;

  /** Throws a TransferError that names what the environment lacks; `flag` asked for it. */
  constructor(database: string, flag: string, env: NodeJS.ProcessEnv = process.env) {
    const missing = needed.filter((name) => !env[name]);
    if (missing.length > 0) {
      throw new TransferError(
        `${flag}: the remote D1 ${database} needs ${missing.join(' and ')} in the environment. ` +
          'The account id is on the Cloudflare dashboard; the token needs the permission D1 Edit.',
      );
    }
    // The same variable as wrangler's.
    const api = env.CLOUDFLARE_API_BASE_URL ?? 'https://api.cloudflare.com/client/v4';
    this.base = `${api}/accounts/${env.CLOUDFLARE_ACCOUNT_ID}/d1/database`;
    this.token = env.CLOUDFLARE_API_TOKEN!;
    this.database = database;
  }

  /** The rows that a statement gives, again where the network fails. */
  async read(sql: string, params: string[] = []): Promise<unknown[][]> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.run(sql, params);
      } catch (error) {
        if (error instanceof D1Error || error instanceof TransferError || tried === tries) {
          throw error;
        }
        await pause(500 * 2 ** tried);
      }
    }
  }

  /** Runs a statement once: where the network fails, nobody knows whether it was done. */
  async run(sql: string, params: string[] = []): Promise<unknown[][]> {
    this.path ??= this.find();
    const body = JSON.stringify({ sql, params });
    const [first] = await this.ask(await this.path, { method: 'POST', body });
    return (first as { results: { rows: unknown[][] } }).results.rows;
  }

  private async find(): Promise<string> {
    const found = await this.ask(`${this.base}?name=${encodeURIComponent(this.database)}`, {});
    const databases = found as { name: string; uuid: string }[];
    const database = databases.find(({ name }) => name === this.database);
    if (database) return `${this.base}/${database.uuid}/raw`;
    throw new TransferError(
      `The Cloudflare account has no D1 database ${this.database}. ` +
        `Make it with: pnpm wrangler d1 create ${this.database}`,
    );
  }

  private async ask(url: string, init: RequestInit): Promise<unknown[]> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
    };
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(120_000) });
    const text = await response.text();
    if (response.status === 429 || response.status >= 500) {
      throw new Error(`D1 answered ${response.status}: ${text.slice(0, 200)}`);
    }
    const answer = JSON.parse(text) as Answer;
    if (answer.success && answer.result) return answer.result;
    const messages = (answer.errors ?? []).map(({ message }) => message).join('; ');
    throw new D1Error(messages || `D1 answered ${response.status}`);
  }
}
