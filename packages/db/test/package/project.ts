import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unstable_startWorker } from 'wrangler';
import { dialects } from '../../scripts/dialects.ts';
import { run } from '../../scripts/run.ts';
import { guide, surroundings, typeProbe } from './guide.ts';
import type { Packed } from './pack.ts';
import { serverFiles, ways, type Server } from './servers.ts';
import { temporaryFolder } from './temporary.ts';

/** The promises about an empty project outside the workspace that installs the tarballs. */
export function describeProject(packed: () => Packed[], servers: readonly Server[]) {
  describe('an empty project that installs the tarballs', () => {
    let project: Awaited<ReturnType<typeof temporaryFolder>>;
    const tool = (name: string) => join(project.path, 'node_modules/.bin', name);
    beforeAll(async () => {
      project = await temporaryFolder();
      const files = {
        ...guide,
        ...surroundings,
        'src/probe.ts': typeProbe,
        ...Object.assign({}, ...servers.map(serverFiles)),
        'package.json': '{"private":true,"type":"module"}',
      } as Record<string, string>;
      for (const [path, text] of Object.entries(files)) {
        const file = join(project.path, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      const others = [
        ...['drizzle-orm', 'zod', 'drizzle-kit', '@cloudflare/workers-types', '@types/node'],
        ...servers.flatMap((server) => server.packages),
      ];
      const packages = [
        ...packed().map(({ tarball }) => tarball),
        ...(await Promise.all(others.map(installed))),
      ];
      const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
      await run('npm', ['install', ...quiet, ...packages], { cwd: project.path });
    });
    afterAll(() => project.remove());

    it('has one copy of each, and of what they share', async () => {
      const lock = await readFile(join(project.path, 'package-lock.json'), 'utf8');
      const { packages } = JSON.parse(lock) as { packages: Record<string, unknown> };
      for (const name of ['@vesta-cx/db', '@vesta-cx/utils', 'drizzle-orm', 'zod']) {
        const copies = Object.keys(packages).filter((path) =>
          path.endsWith(`node_modules/${name}`),
        );
        expect(copies).toEqual([`node_modules/${name}`]);
      }
    });

    it('compiles, with the rows typed, at every entry', async () => {
      await run('tsc', ['-p', '.'], { cwd: project.path });
    });

    it('gets from its drizzle-kit the tables that the packed migrations make', async () => {
      await run(tool('drizzle-kit'), ['generate'], { cwd: project.path });
      const own = await tablesOf(join(project.path, 'drizzle'));
      expect(own).toContain('workspaces');
      expect(own).toEqual(
        await tablesOf(join(project.path, 'node_modules/@vesta-cx/db/src/migrations')),
      );
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

    describe.each(servers)('on $name', ({ dialect, fresh }) => {
      it('compiles under the condition, with the rows typed', async () => {
        await run('tsc', ['-p', join('servers', dialect)], { cwd: project.path });
      });

      it.each(ways)('migrates by $migrates and works by $way', async ({ way, migrates }) => {
        const { url, drop } = await fresh();
        const options = { cwd: project.path, env: { DATABASE_URL: url } };
        try {
          if (migrates === 'drizzle-kit') {
            const config = join('servers', dialect, 'drizzle.config.ts');
            await run(tool('drizzle-kit'), ['migrate', '--config', config], options);
          }
          const printed = await run(
            process.execPath,
            [
              ...(way === 'condition' ? [`--conditions=${dialect}`] : []),
              join('servers', dialect, `${way}.ts`),
              ...(migrates === 'migrator' ? ['--migrate'] : []),
            ],
            options,
          );
          expect(JSON.parse(printed.trim().split('\n').at(-1)!)).toEqual({
            dialect,
            found: expect.objectContaining({
              slug: way,
              description: 'Moths',
              theme: { accent: '#aa00ff' },
              guestReadable: true,
              version: 1,
              slugs: [way],
            }),
            madeAt: true,
            taken: true,
            changed: [1, 0],
            rows: 1,
            guestMayRead: true,
            refused: true,
          });
        } finally {
          await drop();
        }
      });
    });
  });
}

/** The tables that the migrations in `folder` create. */
async function tablesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const sql = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  // SQLite changes a table by making it anew under another name.
  const made = sql.join('\n').matchAll(/CREATE TABLE `(?!__new_)(\w+)`/g);
  return [...made].map(([, name]) => name!).toSorted();
}

/** A package at the version that this workspace has. */
async function installed(name: string): Promise<string> {
  const manifest = findPackageJSON(name, import.meta.url);
  if (!manifest) throw new Error(`${name} is not installed`);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return `${name}@${version}`;
}
