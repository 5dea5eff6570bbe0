/** A stand-in before WorkOS's emulator that fails on demand, as WorkOS, or what is between, may. */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How it fails: a number is the status of an answer in WorkOS's form. */
export type Failure =
  | number
  /** The connection is closed without an answer. */
  | 'stops'
  /** The connection stays open, and nothing comes. */
  | 'hangs'
  /** An answer begins, and does not go on. */
  | 'stalls'
  /** An answer breaks off in the middle. */
  | 'breaks off'
  /** 200 with the page of somebody else. */
  | 'answers HTML'
  /** 502 with the page of a proxy. */
  | 'answers HTML as 502'
  /** 200 with JSON that is not closed. */
  | 'answers broken JSON'
  /** 200 with JSON of which nothing is what was asked for. */
  | 'answers other JSON'
  | 'answers null';

export interface FailingWorkos {
  url: string;
  /** Fails all requests whose `METHOD /path` fits from now on; null: passes them on again. */
  fail(failure: Failure | null, where?: RegExp): void;
  /** How many requests it has failed since `fail` was called. */
  failed(): number;
  close(): Promise<void>;
}

/** The API key with which a request is failed, whatever `fail` says: for tests that run side by side. */
export const failingKey = (failure: Failure): string =>
  `sk_test_fails_${Buffer.from(String(failure)).toString('hex')}`;

/** Starts it on a free port of this machine, before the emulator at `target`. */
export async function startFailingWorkos(target: string): Promise<FailingWorkos> {
  let failing: { failure: Failure; where: RegExp } | null = null;
  let count = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '/' } = request;
    const chosen = failing?.where.test(`${method} ${url}`) ? failing.failure : null;
    const failure = chosen ?? failureOf(request.headers.authorization);
    if (failure === null) return passOn(request, response, new URL(url, target));
    count += 1;
    fail(response, failure);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (failure, where = /^/) => {
      failing = failure === null ? null : { failure, where };
      count = 0;
    },
    failed: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function failureOf(authorization = ''): Failure | null {
  const [, hex] = /sk_test_fails_([0-9a-f]+)$/.exec(authorization) ?? [];
  if (hex === undefined) return null;
  const text = Buffer.from(hex, 'hex').toString();
  return /^\d+$/.test(text) ? Number(text) : (text as Failure);
}

function fail(response: ServerResponse, failure: Failure): void {
  const answer = (status: number, type: string, body: string) =>
    void response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
  if (typeof failure === 'number') {
    if (failure === 429) response.setHeader('retry-after', '50');
    return answer(failure, 'application/json', '{"message":"sk_live_secret may not","code":"no"}');
  }
  const page = '<!doctype html><title>Proxy</title>';
  switch (failure) {
    case 'hangs':
      return;
    case 'stops':
      return void response.destroy();
    case 'stalls':
      return void response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    case 'breaks off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' });
      response.write('{"id":');
      return void setImmediate(() => response.destroy());
    case 'answers HTML':
      return answer(200, 'text/html', page);
    case 'answers HTML as 502':
      return answer(502, 'text/html', page);
    case 'answers broken JSON':
      return answer(200, 'application/json', '{"id":"org_1","name"');
    case 'answers other JSON':
      return answer(200, 'application/json', '{"data":[{"id":7}],"list_metadata":{}}');
    case 'answers null':
      return answer(200, 'application/json', 'null');
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const { method, headers } = request;
  const passed = ask(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  request.pipe(passed);
}
