/** What the app serves, read from its own files: routes, methods and form actions. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

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
      for (const method of methodsIn(readFileSync(join(root, file), 'utf8'))) {
        requests.add(`${method} ${route}`);
      }
    }
  }
  return [...requests].sort();
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The methods that a `+server.ts` answers, in whichever way it exports them. Throws when there are none. */
export function methodsIn(source: string): string[] {
  const names = exportsIn(source);
  // What answers the rest answers each of them.
  const found = names.includes('fallback') ? methods : methods.filter((it) => names.includes(it));
  if (found.length === 0) throw new Error(`An endpoint that can't be read:\n${source}`);
  return found;
}

/** The names of all values that a module exports. */
function exportsIn(source: string): string[] {
  const file = ts.createSourceFile('+server.ts', source, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement): string[] => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (!clause) throw new Error(`What this exports can't be read:\n${source}`);
      return ts.isNamedExports(clause)
        ? clause.elements.map(({ name }) => name.text)
        : [clause.name.text];
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default'];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  });
}

/** The names that a declaration binds: several where it takes something apart. */
const namesIn = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : namesIn(one.name)));

/** Returns how many parts the data of a page has: one for each layout around it, and its own. */
export function dataNodes(route: string, files = filesIn): number {
  const folders = route === '/' ? [''] : route.split('/');
  const paths = folders.map((_, i) => folders.slice(0, i + 1).join('/'));
  let count = 1;
  // From the page outwards: `@name` leaves out every layout between it and the folder of that name.
  let upTo = reset(files(route), 'page');
  for (const [i, path] of [...paths.entries()].reverse()) {
    if (upTo !== undefined && upTo !== folders[i]) continue;
    const inFolder = files(path || '/');
    if (!inFolder.some((file) => /^\+layout(@.*)?\.svelte$/.test(file))) continue;
    count += 1;
    upTo = reset(inFolder, 'layout');
  }
  return count;
}

/** Returns whose layout a page or a layout asks to be put in: the root has the empty name. */
const reset = (files: string[], kind: 'page' | 'layout') =>
  files
    .map((file) => new RegExp(`^\\+${kind}@(.*)\\.svelte$`).exec(file)?.[1])
    .find((name) => name !== undefined);

const filesIn = (route: string) => readdirSync(join(root, route));

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
