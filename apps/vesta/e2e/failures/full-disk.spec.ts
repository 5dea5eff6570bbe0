/** What vesta does while the disk is full that its database is on, and after there is room again. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { broken } from '@vesta-cx/db/invariants';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { startStack, type Stack } from '@vesta-cx/local/stack';
import { cookieOf } from '../support/sign-in.ts';
import { makeSmallDisk, removeSmallDisk } from '../support/small-disk.ts';

let state: string;
let stack: Stack;

test.beforeAll(async () => {
  state = makeSmallDisk();
  stack = await startStack({ port: 0, state, databaseUrl: null, build: false });
});

test.afterAll(async () => {
  await stack?.stop();
  if (state) removeSmallDisk(state);
});

/** Writes until nothing fits any more. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const size of [1 << 20, 1 << 12, 1]) {
      const chunk = Buffer.alloc(size);
      try {
        while (writeSync(handle, chunk) === size);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
      }
    }
  } finally {
    closeSync(handle);
  }
}

test('a full disk is told as such, ends nothing, and is over with the room', async () => {
  const cookie = await cookieOf('ada', stack.url);
  const make = (name: string) =>
    fetch(`${stack.url}/api/workspaces`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  expect((await make('Before')).status).toBe(201);

  fill(join(state, 'filler'));
  let ended = false;
  void stack.broken.then(() => (ended = true));
  for (let i = 0; i < 3; i += 1) {
    const answer = await make(`Full ${i}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const page = await fetch(`${stack.url}/dashboard`, { headers: { cookie, accept: 'text/html' } });
  expect([200, 503]).toContain(page.status);
  expect(ended).toBe(false);

  rmSync(join(state, 'filler'));
  await expect.poll(async () => (await make('After')).status).toBe(201);
  await stack.stop();
  const db = openLocalD1(state)!;
  expect(await broken((query) => db.prepare(query).all())).toEqual({});
  const names = db.prepare("select name from workspaces where name like 'Full%'").all();
  expect(names).toEqual([]);
  db.close();
});
