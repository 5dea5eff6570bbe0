/** That docs/architecture.md shows the folders that there are, in the order that the linter holds. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '@vesta-cx/local/paths';

const map = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  .split('## Map of folders')[1]!
  .split('\n## ')[0]!;
const [outer, inner] = map
  .split('`packages/core/src`, in the order')
  .map((part) => [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!));

const foldersIn = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name);

test('the map has every app and package, and no other', () => {
  const inside = ['apps', 'packages'].flatMap((path) =>
    foldersIn(path).map((name) => `${path}/${name}`),
  );
  assert.deepEqual(outer!.toSorted(), [...inside, 'docs', 'scripts'].toSorted());
});

test('the map has every folder of the core', () => {
  assert.deepEqual(inner!.toSorted(), foldersIn('packages/core/src').toSorted());
});

test('the linter holds the order of the map', () => {
  const config = readFileSync(join(root, 'eslint.config.js'), 'utf8');
  const rooms = /const rooms = \[(.*?)\];/s.exec(config)![1]!;
  assert.deepEqual([...rooms.matchAll(/'([^']+)'/g)].map(([, name]) => name), inner);
});
