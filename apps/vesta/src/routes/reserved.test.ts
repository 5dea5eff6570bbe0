import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reservedSlugs } from '@vesta-cx/core/workspaces';
import { expect, it } from 'vitest';

const routes = fileURLToPath(new URL('.', import.meta.url));

/** The literal folders below a route folder: what a dynamic sibling must not be called. */
const literals = (folder: string) =>
  readdirSync(`${routes}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/[[(]/.test(entry.name))
    .map((entry) => entry.name);

it.each(['', 'dashboard'])('no workspace can shadow a route below "/%s"', (folder) => {
  const names = literals(folder);
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !reservedSlugs.has(name))).toEqual([]);
});
