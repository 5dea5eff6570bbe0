import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestMigration } from './migrations.ts';
import { emptyDatabase, engines, type TestDatabase, type TestEngine } from './testing/databases.ts';
import { sceneDatabase } from './testing/rows.ts';

/** Runs one of the commands. */
function script(name: string, args: string[], env: Record<string, string> = {}) {
  const path = resolve(import.meta.dirname, `commands/${name}.ts`);
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [path, ...args], options, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const servers = engines.filter((engine): engine is 'postgres' | 'mysql' => engine !== 'sqlite');
const command = { postgres: 'db:migrate:postgres', mysql: 'db:migrate:planetscale' };

async function foreignKeysOf(engine: TestEngine, database: TestDatabase): Promise<number> {
  const schema = engine === 'mysql' ? 'database()' : "'public'";
  const rows = await database.sql(`select constraint_name from information_schema.table_constraints
    where constraint_type = 'FOREIGN KEY' and table_schema = ${schema}`);
  return rows.length;
}

it('what can not be migrated is named, never with a password', async () => {
  const cases = [
    [{}, /^DATABASE_URL is missing/],
    [{ DATABASE_URL: 'oracle://x' }, /^DATABASE_URL is neither/],
    [
      { DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/x' },
      /^postgres:\/\/me@127\.0\.0\.1:1\/x is migrated by db:migrate:postgres$/m,
    ],
    [
      { DATABASE_URL: 'mysql://me:s3cret@127.0.0.1:1/x' },
      /^mysql:\/\/me@127\.0\.0\.1:1\/x can't be migrated: .*ECONNREFUSED/,
    ],
    [
      { DATABASE_URL: 'mysql://127.0.0.1:1/x', DATABASE_FOREIGN_KEYS: 'no' },
      /^DATABASE_FOREIGN_KEYS is "no"/,
    ],
  ] as const;
  for (const [env, message] of cases) {
    const { code, err } = await script('migrate', ['mysql'], { DATABASE_URL: '', ...env });
    expect(err).toMatch(message);
    expect(err).not.toContain('s3cret');
    expect(code).toBe(1);
  }
});

describe.each(servers)('%s', (engine) => {
  it(`${command[engine]} applies what is missing, once`, async () => {
    await using database = await emptyDatabase(engine);
    const first = await script('migrate', [engine], { DATABASE_URL: database.url });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(newestMigration());
    expect(await foreignKeysOf(engine, database)).toBeGreaterThan(20);
    const again = await script('migrate', [engine], { DATABASE_URL: database.url });
    expect(again.out).toMatch(/has every migration/);
  });

  it('with DATABASE_FOREIGN_KEYS=off a transfer makes the schema without them, and all rows arrive', async () => {
    await using source = await sceneDatabase();
    await using database = await emptyDatabase(engine);
    const moved = await script('transfer', ['--from', source.url, '--to', database.url], {
      DATABASE_FOREIGN_KEYS: 'off',
    });
    expect(moved.out).toContain('Verified');
    expect(moved.code).toBe(0);
    expect(await foreignKeysOf(engine, database)).toBe(0);
  });
});
