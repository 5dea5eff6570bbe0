/** Reads what the package offers from a build of it: every entry, in every dialect. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { dialects, type Dialect } from '../dialects.ts';

/** The entries, each with its module inside `dist/<dialect>`. */
export const entries = {
  '.': 'index',
  './validators': 'validators',
  './query': 'query/index',
} as const;
export type Entry = keyof typeof entries;

/** Something that an entry exports. */
export interface Exported {
  name: string;
  kind:
    'table' | 'relations' | 'row' | 'enumeration' | 'member' | 'validator' | 'function' | 'other';
  /** How it is declared, without comments, on one line. */
  declaration: string;
  /** The first sentence of its docstring, or nothing. */
  doc: string;
  /** What belongs together: the table of a row or of relations, the array of a member. */
  of: string;
  /** Of a table: the properties of a row, whether an INSERT may leave them out, and their types. */
  row: { name: string; optional: boolean; type: string }[];
  /** What it is at run time; undefined for a type. */
  value: unknown;
}

export type Surface = Record<Dialect, Record<Entry, Exported[]>>;

/** The surface of the build in `folder`, in the order of the sources. */
export async function readSurface(folder: string): Promise<Surface> {
  const declarations = (dialect: Dialect, entry: Entry) =>
    join(folder, 'dist', dialect, `${entries[entry]}.d.ts`);
  const names = Object.keys(entries) as Entry[];
  const program = ts.createProgram(
    dialects.flatMap((dialect) => names.map((entry) => declarations(dialect, entry))),
    {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2023,
      strict: true,
      types: [],
    },
  );
  const surface = {} as Surface;
  for (const dialect of dialects) {
    surface[dialect] = {} as Surface[Dialect];
    for (const entry of names) {
      const file = declarations(dialect, entry);
      const module = pathToFileURL(file.replace(/\.d\.ts$/, '.js')).href;
      const values = (await import(module)) as Record<string, unknown>;
      surface[dialect][entry] = exportsOf(program, file).map((found) => ({
        ...found,
        value: values[found.name],
      }));
    }
  }
  return surface;
}

function exportsOf(program: ts.Program, file: string): Omit<Exported, 'value'>[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is not there, or exports nothing. Build first.`);
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = declarationOf(symbol);
    const kind = kindOf(declaration);
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    return {
      name: exported.name,
      declaration,
      ...kind,
      doc: (/^.*?\.(?=\s|$)/s.exec(doc)?.[0] ?? doc).replaceAll(/\s+/g, ' '),
      row: kind.kind === 'table' ? rowOf(checker, symbol) : [],
    };
  });
}

const printer = ts.createPrinter({ removeComments: true });

/** All declarations of a symbol (an overloaded function has several), on one line. */
function declarationOf(symbol: ts.Symbol): string {
  const texts = (symbol.declarations ?? []).map((node) => {
    const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
    return printer.printNode(ts.EmitHint.Unspecified, statement, node.getSourceFile());
  });
  return texts
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\bexport (?:declare )?|import\("[^"]+"\)\./g, '')
    .replaceAll(/\[ | \]/g, (bracket) => bracket.trim());
}

/** Returns what a declaration is, told by its type, and what it belongs to. */
function kindOf(declaration: string): Pick<Exported, 'kind' | 'of'> {
  const row = /^type \w+ = typeof (\w+)\.\$infer(?:Select|Insert);$/.exec(declaration);
  if (row) return { kind: 'row', of: row[1]! };
  const member = /^type \w+ = \(typeof (\w+)\)\[number\];$/.exec(declaration);
  if (member) return { kind: 'member', of: member[1]! };
  const relations = /^const (\w+)Relations: Relations</.exec(declaration);
  if (relations) return { kind: 'relations', of: relations[1]! };
  const kinds = [
    ['table', /^const \w+: \w+TableWithColumns</],
    ['enumeration', /^const \w+: readonly \["/],
    ['validator', /^const \w+Schema: /],
    ['function', /^(?:function|const \w+: (?:<|\())/],
  ] as const;
  return { kind: kinds.find(([, is]) => is.test(declaration))?.[0] ?? 'other', of: '' };
}

function rowOf(checker: ts.TypeChecker, table: ts.Symbol): Exported['row'] {
  const type = checker.getTypeOfSymbol(table);
  const [read, inserted] = ['$inferSelect', '$inferInsert'].map((name) =>
    checker.getTypeOfSymbol(type.getProperty(name)!),
  );
  return read!.getProperties().map((property) => ({
    name: property.name,
    optional: Boolean(inserted!.getProperty(property.name)!.flags & ts.SymbolFlags.Optional),
    type: checker.typeToString(
      checker.getTypeOfSymbol(property),
      undefined,
      ts.TypeFormatFlags.NoTruncation,
    ),
  }));
}
