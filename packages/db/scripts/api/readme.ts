/** The part of the README that names every export, written from the docstrings. */
import type { Entry, Exported, Surface } from './surface.ts';

const begin =
  '<!-- exports: written by `pnpm --filter @vesta-cx/db api:update` from the docstrings -->';
const end = '<!-- end of exports -->';

/** `readme` with the list of exports between its two marks made anew. */
export function withExports(readme: string, surface: Surface): string {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`README.md lacks "${begin}" or "${end}"`);
  // The names are the same on every database; a test holds that.
  const { '.': schema, './validators': validators, './query': query } = surface.sqlite;
  const parts = [
    heading('.'),
    ...titled('Tables', 'Each with its two row types, read and inserted, and its relations.'),
    ...schema.filter(is('table')).map((table) => item(table, belongingTo(table, schema))),
    ...titled('Enumerations', 'Arrays, each with the type of its values, enforced by a CHECK.'),
    ...schema.filter(is('enumeration')).map((array) => item(array, belongingTo(array, schema))),
    ...titled('Besides'),
    ...schema.filter(is('function', 'other')).map((found) => item(found)),
    heading('./validators'),
    'Zod schemas, derived from the tables. `update…` makes every field optional; rows of a table without\none never change.\n',
    ...pairs(validators),
    heading('./query'),
    'Query utilities that hide what the databases do differently.\n',
    ...query.map((found) => item(found)),
  ];
  const text = `${begin}\n\n${parts
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n\n`;
  return readme.slice(0, before) + text + readme.slice(after);
}

const heading = (entry: Entry) => `\n### \`${entry.replace('.', '@vesta-cx/db')}\`\n`;

const titled = (title: string, text = '') => [`\n**${title}.** ${text}`.trimEnd() + '\n'];

const is =
  (...kinds: Exported['kind'][]) =>
  ({ kind }: Exported) =>
    kinds.includes(kind);

const belongingTo = ({ name }: Exported, all: readonly Exported[]) => {
  const along = all.filter(({ of }) => of === name);
  return [...along.filter(is('row', 'member')), ...along.filter(is('relations'))].map(
    (found) => found.name,
  );
};

function item({ name, kind, doc }: Exported, others: readonly string[] = []): string {
  const code = (text: string) => `\`${text}\``;
  const along = others.length > 0 ? ` (${others.map(code).join(', ')})` : '';
  return `- ${code(kind === 'function' ? `${name}()` : name)}${along}${doc ? `: ${doc}` : ''}`;
}

/** The validators of rows by table, two on a line; the others with what they are for. */
function pairs(validators: readonly Exported[]): string[] {
  const rows = validators.filter(({ name }) => /^(?:insert|update)[A-Z]/.test(name));
  const subjects = new Set(rows.map(({ name }) => name.slice('insert'.length)));
  return [
    ...validators.filter((found) => !rows.includes(found)).map((found) => item(found)),
    ...[...subjects].map((subject) => {
      const both = rows.filter(({ name }) => name.slice('insert'.length) === subject);
      return `- ${both.map(({ name }) => `\`${name}\``).join(', ')}`;
    }),
  ];
}
