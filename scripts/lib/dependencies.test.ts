import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '@vesta-cx/local/paths';

interface Manifest {
  name: string;
  version: string;
  license?: string;
  packageManager?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** What may be handed on with vesta, which is under MIT: licences that ask for a notice at most. */
const permissive = [
  ...[
    'MIT',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'PSF-2.0',
  ],
  // Fonts, and what is given to everybody.
  ...['OFL-1.1', 'CC0-1.0'],
];

/** The licence of a package that names it in its text alone. */
function written(folder: string): string {
  const file = join(folder, 'LICENSE');
  return existsSync(file) && readFileSync(file, 'utf8').startsWith('MIT License') ? 'MIT' : '';
}

/** Returns where a package finds another, as Node looks for it. */
function find(name: string, from: string): string | null {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  return null;
}

/** Of what an app is made with, what ends up in its pages: the framework, fonts and icons. */
const inPages = /^(@fontsource|@iconify-json\/|@sveltejs\/kit$|svelte$)/;

/** Every package that reaches whoever uses an app or a published package. */
function shipped(): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  const visit = (folder: string) => {
    const { dependencies, devDependencies } = manifestIn(folder);
    const bundled = Object.keys(devDependencies ?? {}).filter((name) => inPages.test(name));
    const isOurs = !folder.includes('node_modules');
    for (const name of [...Object.keys(dependencies ?? {}), ...(isOurs ? bundled : [])]) {
      const there = find(name, folder);
      if (!there || found.has(there)) continue;
      found.set(there, manifestIn(there));
      visit(there);
    }
  };
  for (const kind of ['apps', 'packages']) {
    for (const name of readdirSync(join(root, kind))) visit(join(root, kind, name));
  }
  return found;
}

describe('what vesta is made with', () => {
  it('is under licences that let it be handed on', () => {
    const all = shipped();
    assert.ok(all.size > 10);
    for (const [folder, { name, version, license }] of all) {
      if (!folder.includes('node_modules')) continue;
      const terms = (license ?? written(folder)).replace(/[()]/g, '').split(/ (?:AND|OR) /);
      assert.ok(
        terms.every((one) => permissive.includes(one)),
        `${name}@${version}: ${license}`,
      );
    }
  });

  it('has one version of what runs and bundles it', () => {
    const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
    for (const name of ['wrangler', 'workerd', 'miniflare', 'esbuild', 'vite', 'svelte']) {
      const versions = [...lock.matchAll(new RegExp(`^  ${name}@([^:(]+):$`, 'gm'))];
      assert.deepEqual(new Set(versions.map(([, version]) => version)).size, 1, name);
    }
  });

  it('is installed by a package manager whose bytes are named, and not on the day it comes out', () => {
    assert.match(manifestIn(root).packageManager!, /^pnpm@10\.\d+\.\d+\+sha512\.[0-9a-f]{128}$/);
    const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
    assert.ok(Number(/^minimumReleaseAge: (\d+)$/m.exec(workspace)?.[1]) >= 24 * 60);
  });
});
