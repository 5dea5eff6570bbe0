/** What the app serves, read from its own files: routes, methods and form actions. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src/routes', import.meta.url));

/** `GET /[workspace]`, `POST /dashboard/new?/default`, …: everything that can be asked of a page. */
export function pageRequests(): string[] {
  const requests = new Set<string>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const route = `/${relative(root, join(root, dirname(file)))}`.replace(/^\/\.?$/, '/');
    if (/\+page(@[^/]*)?\.svelte$/.test(file)) requests.add(`GET ${route}`);
    if (file.endsWith('+page.server.ts')) {
      for (const action of actionsIn(readFileSync(join(root, file), 'utf8'))) {
        requests.add(`POST ${route}?/${action}`);
      }
    }
    if (file.endsWith('+server.ts') && !route.startsWith('/api')) {
      const source = readFileSync(join(root, file), 'utf8');
      for (const [, method] of source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)) {
        requests.add(`${method} ${route}`);
      }
    }
  }
  return [...requests].sort();
}

/** How many parts the data of a page has: one for each layout around it, and its own. */
export function dataNodes(route: string): number {
  const files = (folder: string) => readdirSync(join(root, folder));
  const resets = files(route).some((file) => file === '+page@.svelte');
  const folders = resets
    ? ['.']
    : route.split('/').map((_, i, parts) => join('.', ...parts.slice(0, i + 1)));
  const layouts = new Set(folders).values();
  return layouts.filter((folder) => files(folder).includes('+layout.svelte')).toArray().length + 1;
}

/** The addresses under `/api` that have an endpoint, as route ids. */
export function apiRoutes(): string[] {
  return readdirSync(join(root, 'api'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+server.ts'))
    .map((file) => `/${dirname(file)}`.replace(/^\/\.$/, '/'))
    .sort();
}

/** The keys of `export const actions = {…}`, on one line or, as the formatter puts them, at two spaces. */
function actionsIn(source: string): string[] {
  if (!source.includes('export const actions')) return [];
  const inline = /export const actions[^{\n]*= \{ ([\w, ]+) \};/.exec(source)?.[1];
  if (inline) return inline.split(', ');
  const body = /export const actions[^{]*= \{\n([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
  const names = [...body.matchAll(/^ {2}(?:async )?(\w+)(?=[:(,])/gm)].map((match) => match[1]!);
  if (names.length === 0) throw new Error(`Actions that can't be read:\n${source}`);
  return names;
}
