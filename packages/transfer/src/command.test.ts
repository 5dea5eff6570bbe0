import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { parseConnection } from './connection.ts';
import { emptyDatabase, engines } from './testing/databases.ts';
import { sceneDatabase } from './testing/rows.ts';

const script = resolve(import.meta.dirname, 'commands/transfer.ts');
const folder = mkdtempSync(join(tmpdir(), 'vesta-transfer-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a folder of its own, where the local D1 is too. */
function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    BACK: 'sqlite:back.sqlite',
    INIT_CWD: folder,
    VESTA_STATE: join(folder, 'state'),
  };
  return new Promise((done) => {
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('db:transfer', () => {
  it('explains itself, and names the flag that is wrong', async () => {
    const help = await command('--help');
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/--dry-run/);
    const wrong = [
      [['--to', 'd1'], /^--from is missing/],
      [['--from', 'd1'], /^--to is missing/],
      [['--from', 'oracle://x', '--to', 'd1'], /^--from is not a database known here/],
      [['--from', 'd1', '--to', 'postgres://host'], /^--to names no database/],
      [['--from', 'd1', '--to', 'sqlite:x', '--forced'], /--forced/],
      [
        ['--from', 'd1', '--to', 'env:NOWHERE'],
        /^--to: the environment variable NOWHERE is not set/,
      ],
      [['--from', 'd1', '--to', 'sqlite:x'], /^--from: there is no database at d1/],
      [
        ['--from', 'postgres://me:s3cret@127.0.0.1:1/x', '--to', 'd1'],
        /^--from: postgres:\/\/me@127\.0\.0\.1:1\/x can't be reached: .*ECONNREFUSED/,
      ],
      [
        ['--from', 'mysql://me:s3cret@127.0.0.1:1/x', '--to', 'd1'],
        /^--from: mysql:\/\/me@127\.0\.0\.1:1\/x can't be reached: .*ECONNREFUSED/,
      ],
    ] as const;
    for (const [args, message] of wrong) {
      const { code, err } = await command(...args);
      expect(err).toMatch(message);
      expect(err).not.toContain('s3cret');
      expect(code).toBe(1);
    }
  });

  it('moves to the local D1, whose migrations wrangler then finds applied, and back', async () => {
    await using source = await sceneDatabase();
    const there = await command('--from', source.url, '--to', 'd1');
    expect(there.err).toBe('');
    expect(there.out).toMatch(/The target is empty\.[^]*engagements[^]*Verified[^]*MB of memory/);
    expect(there.code).toBe(0);
    const back = await command('--from', 'd1', '--to', 'env:BACK');
    expect(back.out).toContain('Verified');
    expect(existsSync(join(folder, 'back.sqlite'))).toBe(true);
    const again = await command('--from', source.url, '--to', 'd1', '--again');
    expect(again.out).toContain('Bringing over what has changed');
    expect(again.code).toBe(0);
  });

  it.runIf(engines.includes('postgres'))(
    'ends with 1, a list and a file where rows are refused',
    async () => {
      await using source = await sceneDatabase();
      const db = new DatabaseSync(source.url.replace('sqlite:', ''));
      const { changes } = db.prepare('update users set handle = handle || char(0)').run();
      db.close();
      await using target = await emptyDatabase('postgres');
      const { code, out, err } = await command('--from', source.url, '--to', target.url);
      expect(code).toBe(1);
      expect(out).toContain('NOT READY FOR THE CUT-OVER');
      expect(out).not.toContain('Verified');
      expect(err).toMatch(/refused: users \["[^"]+"\] handle: .*Unicode/);
      const lines = readFileSync(join(folder, 'transfer-refused.jsonl'), 'utf8').trim().split('\n');
      const tables = lines.map((line) => (JSON.parse(line) as { table: string }).table);
      expect(tables.filter((table) => table === 'users').length).toBe(Number(changes));
    },
  );
});

describe('a connection string', () => {
  it('is shown without its password and its options', () => {
    const shown = parseConnection(
      'postgres://me:s3cret@db.example/vesta?sslmode=require&password=s3',
      '--to',
    );
    expect(shown!.name).toBe('postgres://me@db.example:5432/vesta');
    expect(parseConnection('mysql://me:s3cret@db.example/vesta', '--to')!.name).toBe(
      'mysql://me@db.example:3306/vesta',
    );
  });

  it('that cannot be read is not repeated', () => {
    expect(() => parseConnection('postgres://me:s3cret@[/x', '--to')).toThrow(
      '--to is not a connection string like postgres://user@host/name',
    );
  });
});
