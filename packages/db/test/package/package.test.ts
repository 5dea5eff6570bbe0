import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../scripts/dialects.ts';
import { packageRoot, run } from '../../scripts/run.ts';
import { describeApi } from './api.ts';
import { pack, type Packed } from './pack.ts';
import { describeProject } from './project.ts';
import { rehearsePublishing, type Rehearsal } from './publish.ts';
import { serversHere } from './servers.ts';
import { temporaryFolder } from './temporary.ts';

const workspace = fileURLToPath(new URL('../..', `file://${packageRoot}`));
const servers = await serversHere();

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rehearsal: Rehearsal;
let packed: Packed;
let utils: Packed;
beforeAll(async () => {
  folder = await temporaryFolder();
  // Publishing builds, so that packing need not do it again.
  rehearsal = await rehearsePublishing(workspace);
  packed = await pack(packageRoot, join(folder.path, 'db'), { scripts: false });
  utils = await pack(join(workspace, 'packages/utils'), join(folder.path, 'utils'));
});
afterAll(() => folder.remove());

describe('pnpm publish --filter @vesta-cx/db', () => {
  it('would publish what is packed, and warns of nothing', () => {
    expect(rehearsal.files).toEqual(packed.files);
    expect(rehearsal.output).toContain(`+ @vesta-cx/db@${String(packed.manifest.version)}`);
    expect(rehearsal.output).toMatch(/with tag latest and public access \(dry-run\)/);
    expect(rehearsal.output).not.toMatch(/\b(?:warn|error|deprecated)\b/i);
  });

  it('asks the registry only whether the version is there already', () => {
    expect(new Set(rehearsal.asked)).toEqual(new Set(['GET /@vesta-cx/db']));
  });
});

describe('the packed package', () => {
  it('holds the builds, the migrations, its papers and nothing else', () => {
    const other = packed.files.filter((file) => !allowed.some((rule) => rule.test(file)));
    expect(other).toEqual([]);
    expect(packed.files).toEqual(
      expect.arrayContaining([
        'CHANGELOG.md',
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

  it('says in its changelog what its version brought', async () => {
    const changelog = await readFile(join(packed.folder, 'CHANGELOG.md'), 'utf8');
    const [, latest] = /^## (.+)$/m.exec(changelog) ?? [];
    expect(latest).toBe(packed.manifest.version);
  });
});

const allowed = [
  /^(?:CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
  /^dist\/(?:sqlite|postgres|mysql)\/[\w/-]+\.(?:js|d\.ts)$/,
  /^src\/migrations\/(?:(?:postgres|mysql)\/)?(?:\d{4}_[\w-]+\.sql|meta\/_journal\.json)$/,
];

describe('the packed @vesta-cx/utils', () => {
  it('holds its build and its papers', () => {
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    const other = utils.files.filter((file) => !papers.includes(file));
    expect(utils.files).toEqual(expect.arrayContaining(papers));
    expect(other).toEqual(
      expect.arrayContaining(['dist/auth/index.js', 'dist/permissions/index.js']),
    );
    expect(other.filter((file) => !/^dist\/[\w/-]+\.(?:js|d\.ts)$/.test(file))).toEqual([]);
    expect(other.filter((file) => file.includes('.test.'))).toEqual([]);
  });

  it('wants a version of @vesta-cx/db that the packed one is', () => {
    const version = String(packed.manifest.version);
    expect(utils.manifest.dependencies).toHaveProperty('@vesta-cx/db', `^${version}`);
  });

  it('lists every export in its README', async () => {
    const readme = await readFile(join(utils.folder, 'README.md'), 'utf8');
    const told = new Set([...readme.matchAll(/`(\w+)(?:\(\))?`/g)].map(([, name]) => name!));
    for (const entry of ['auth', 'permissions']) {
      const declarations = await readFile(join(utils.folder, `dist/${entry}/index.d.ts`), 'utf8');
      const names = [...declarations.matchAll(/export (?:type )?\{([^}]+)\}/g)].flatMap(
        ([, list]) => list!.split(',').map((name) => name.trim()),
      );
      expect(names.length).toBeGreaterThan(10);
      expect(names.filter((name) => name && !told.has(name))).toEqual([]);
    }
  });
});

describe.each([['@vesta-cx/db', () => packed] as const, ['@vesta-cx/utils', () => utils] as const])(
  'the tarball of %s',
  (_, tarball) => {
    it('is faultless to publint', async () => {
      await run('publint', ['run', tarball().tarball, '--strict']);
    });

    it('has types that resolve, says attw', async () => {
      await run('attw', [tarball().tarball, '--profile', 'esm-only']);
    });
  },
);

describeApi(() => packed);
describeProject(() => [packed, utils], servers);
