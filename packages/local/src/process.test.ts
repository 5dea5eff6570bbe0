import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { endAll, launch, run } from './process.ts';

const dir = mkdtempSync(join(tmpdir(), 'vesta-process-'));
const log = join(dir, 'log');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A program that starts another one which ignores polite requests, and says both ids. */
const family = join(dir, 'family.mjs');
writeFileSync(
  family,
  `import { spawn } from 'node:child_process';
   const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
   const child = spawn(process.execPath, ['-e', deaf]);
   console.log('starting');
   console.log(JSON.stringify({ parent: process.pid, child: child.pid }));
   setInterval(() => {}, 1000);`,
);

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 1200 && isAlive(pid); i++) await new Promise((r) => setTimeout(r, 50));
  return !isAlive(pid);
}

describe('programs that we start', () => {
  it('stop with everything that they started themselves', async () => {
    const service = launch(family, [], { log });
    const { parent, child } = await service.json<{ parent: number; child: number }>();
    await service.stop();
    assert.ok(await gone(parent));
    assert.ok(await gone(child));
  });

  it('all end at once when we are asked to end', async () => {
    const services = [launch(family, [], { log }), launch(family, [], { log })];
    const ids = await Promise.all(services.map((s) => s.json<{ child: number }>()));
    await endAll();
    for (const { child } of ids) assert.ok(await gone(child));
  });

  it('go on when their log can not be written', async () => {
    const service = launch(family, [], { log: dir });
    const { parent } = await service.json<{ parent: number }>();
    assert.match(service.tail(), /starting/);
    assert.ok(isAlive(parent));
    await service.stop();
  });

  it('are told by wrangler to keep no traces', async () => {
    const { output } = await run(process.execPath, ['-p', 'process.env.X_LOCAL_OBSERVABILITY']);
    assert.equal(output.trim(), 'false');
  });

  it('tell why when one ends before it said anything', async () => {
    const broken = join(dir, 'broken.mjs');
    writeFileSync(broken, `console.error('no such thing'); process.exit(3);`);
    await assert.rejects(launch(broken, [], { log }).json(), /no such thing/);
  });

  it('keep their exit code and output when they run to their end', async () => {
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const script = join(dir, 'short.mjs');
    writeFileSync(script, `process.stdout.write('one\\ntwo'); process.exitCode = 4;`);
    assert.deepEqual(await run(script, [], { onLine }), { code: 4, output: 'one\ntwo' });
    assert.deepEqual(lines, ['one', 'two']);
  });
});
