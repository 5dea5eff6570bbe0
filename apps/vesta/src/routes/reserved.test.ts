import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reservedResourceSlugs } from '@vesta-cx/core/resources';
import { reservedSlugs } from '@vesta-cx/core/workspaces';
import { expect, it } from 'vitest';

const routes = fileURLToPath(new URL('.', import.meta.url));

/** The literal folders below a route folder: what a dynamic sibling must not be called. */
const literals = (folder: string) =>
  readdirSync(`${routes}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/[[(]/.test(entry.name))
    .map((entry) => entry.name);

/** As a slug can be written, which has no dots. */
const slugs = (names: string[]) => names.map((name) => name.replaceAll('.', '-').replace(/^-/, ''));

it.each([
  ['workspace', '', reservedSlugs],
  ['workspace', 'dashboard', reservedSlugs],
  ['resource', '[workspace]', reservedResourceSlugs],
])('no %s can shadow a route below "/%s"', (_, folder, reserved) => {
  const names = slugs(literals(folder));
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !reserved.has(name))).toEqual([]);
});
