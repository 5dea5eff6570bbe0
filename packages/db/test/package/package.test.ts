import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unstable_startWorker } from 'wrangler';
import { dialects } from '../../scripts/dialects.ts';
import { packageRoot, run } from '../../scripts/run.ts';
import { guide, surroundings, typeProbe } from './guide.ts';
import { pack, type Packed } from './pack.ts';
import { temporaryFolder } from './temporary.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let packed: Packed;
beforeAll(async () => {
  folder = await temporaryFolder();
  packed = await pack(folder.path);
});
afterAll(() => folder.remove());

describe('the packed package', () => {
  it('holds the builds, the migrations, its papers and nothing else', () => {
    const other = packed.files.filter((file) => !allowed.some((rule) => rule.test(file)));
    expect(other).toEqual([]);
    expect(packed.files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'package.json',
        ...dialects.flatMap((dialect) => [
          `dist/${dialect}/index.js`,
          `dist/${dialect}/index.d.ts`,
          `dist/${dialect}/validators.js`,
          `dist/${dialect}/query/index.js`,
        ]),
        'src/migrations/0000_init.sql',
        ...['', 'postgres/', 'mysql/'].map((room) => `src/migrations/${room}meta/_journal.json`),
      ]),
    );
  });

  it('has only files of its own dialect in each build', () => {
    for (const dialect of dialects) {
      const named = packed.files
        .map((file) => new RegExp(`^dist/${dialect}/(?:dialect|engine)/(\\w+)\\.js$`).exec(file))
        .flatMap((match) => (dialects.some((name) => name === match?.[1]) ? [match![1]] : []));
      expect(named).toEqual([dialect, dialect]);
    }
  });

  it('names every import so that it resolves without a condition or this workspace', async () => {
    for (const file of packed.files.filter((name) => name.startsWith('dist/'))) {
      const text = await readFile(join(packed.folder, file), 'utf8');
      expect(text, file).not.toMatch(/['"]#\w+['"]|\.ts['"]|node_modules/);
    }
    expect(packed.manifest.imports).toEqual({});
    expect(JSON.stringify(packed.manifest)).not.toMatch(/workspace:|catalog:/);
  });

  it('is faultless to publint', async () => {
    await run('publint', ['run', packed.tarball, '--strict']);
  });

  it('has types that resolve, says attw', async () => {
    await run('attw', [packed.tarball, '--profile', 'esm-only']);
  });
});

const allowed = [
  /^(?:LICENSE|README\.md|package\.json)$/,
  /^dist\/(?:sqlite|postgres|mysql)\/[\w/-]+\.(?:js|d\.ts)$/,
  /^src\/migrations\/(?:(?:postgres|mysql)\/)?(?:\d{4}_\w+\.sql|meta\/_journal\.json)$/,
];

describe('an empty project that installs it', () => {
  let project: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    project = await temporaryFolder();
    const files = { ...guide, ...surroundings, 'src/probe.ts': typeProbe };
    for (const [path, text] of Object.entries(files)) {
      const file = join(project.path, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await writeFile(join(project.path, 'package.json'), '{"private":true,"type":"module"}');
    const others = ['drizzle-orm', 'zod', 'drizzle-kit', '@cloudflare/workers-types'];
    await run(
      'npm',
      [
        'install',
        '--prefer-offline',
        '--no-audit',
        '--no-fund',
        packed.tarball,
        ...(await Promise.all(others.map(installed))),
      ],
      { cwd: project.path },
    );
  });
  afterAll(() => project.remove());

  it('compiles, with the rows typed, at every entry', async () => {
    await run('tsc', ['-p', '.'], { cwd: project.path });
  });

  it('gets from its drizzle-kit the tables that the packed migrations make', async () => {
    await run(join(project.path, 'node_modules/.bin/drizzle-kit'), ['generate'], {
      cwd: project.path,
    });
    const own = await tablesOf(join(project.path, 'drizzle'));
    expect(own).toContain('workspaces');
    expect(own).toEqual(await tablesOf(join(packed.folder, 'src/migrations')));
  });

  it('migrates a local D1 with wrangler and answers from it', async () => {
    const env = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: '1' };
    const apply = ['d1', 'migrations', 'apply', 'guide', '--local'];
    await run('wrangler', apply, { cwd: project.path, env });

    const worker = await unstable_startWorker({
      config: join(project.path, 'wrangler.json'),
      dev: {
        server: { port: 0 },
        inspector: false,
        logLevel: 'error',
        persist: join(project.path, '.wrangler/state'),
      },
    });
    try {
      const address = 'http://guide.example/api/workspaces';
      expect(await (await worker.fetch(address)).json()).toEqual([]);
      const workspace = {
        name: 'Nachtfalter',
        slug: 'nachtfalter',
        ownerType: 'user',
        ownerId: 'user_ana',
        searchKey: 'nachtfalter',
        theme: { accent: '#aa00ff' },
      };
      const body = JSON.stringify(workspace);
      expect((await worker.fetch(address, { method: 'POST', body })).status).toBe(201);
      expect(await (await worker.fetch(address)).json()).toEqual([
        expect.objectContaining({ ...workspace, visibility: 'public', guestReadable: true }),
      ]);
    } finally {
      await worker.dispose();
    }
  });

  it('gets each dialect from its entry, and from its condition', async () => {
    const say = async (entries: string[], ...flags: string[]) => {
      const script = entries
        .map((entry) => `console.log((await import('@vesta-cx/db${entry}')).dialect)`)
        .join(';');
      const args = [...flags, '--input-type=module', '--eval', script];
      return (await run(process.execPath, args, { cwd: project.path })).trim().split('\n');
    };
    const entries = dialects.map((dialect) => `/${dialect}`);
    expect(await say(['', ...entries])).toEqual(['sqlite', ...dialects]);
    expect(await say(['', ...entries], '--conditions=mysql')).toEqual(['mysql', ...dialects]);
    expect(await say([''], '--conditions=postgres')).toEqual(['postgres']);
  });
});

/** The tables that the migrations in `folder` create. */
async function tablesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const sql = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return [...sql.join('\n').matchAll(/CREATE TABLE `(\w+)`/g)].map(([, name]) => name!).toSorted();
}

/** A package at the version that this workspace has. */
async function installed(name: string): Promise<string> {
  const manifest = join(packageRoot, 'node_modules', name, 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return `${name}@${version}`;
}
