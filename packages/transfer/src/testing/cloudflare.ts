/** A stand-in for Cloudflare's D1 API on a SQLite file, with D1's limits. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

/** Starts it for a database of this name; `env` is what a process needs to reach it. */
export async function standIn(name: string, path: string) {
  const db = new DatabaseSync(path);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, answer } = answerTo(request.url!, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });

  function answerTo(url: string, body: string): { status: number; answer: unknown } {
    if (body === '') {
      return { status: 200, answer: { success: true, result: [{ name, uuid: 'the-id' }] } };
    }
    try {
      if (!url.endsWith('/accounts/acc/d1/database/the-id/raw')) throw new Error(`No route ${url}`);
      const { sql, params } = JSON.parse(body) as { sql: string; params: string[] };
      const tooLong = params.some((param) => Buffer.byteLength(param) > 2_000_000);
      if (params.length > 100 || sql.length > 100_000 || tooLong) throw new Error('SQLITE_TOOBIG');
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      const rows = statement.all(...params);
      return { status: 200, answer: { success: true, result: [{ results: { rows } }] } };
    } catch (error) {
      const errors = [{ code: 7500, message: (error as Error).message }];
      return { status: 400, answer: { success: false, errors } };
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
      CLOUDFLARE_ACCOUNT_ID: 'acc',
      CLOUDFLARE_API_TOKEN: 'token',
    },
    close() {
      server.close();
      server.closeAllConnections();
      db.close();
    },
  };
}
