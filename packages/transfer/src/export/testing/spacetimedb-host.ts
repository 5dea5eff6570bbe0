/**
 * Runs an exported SpacetimeDB module as its host does, with tables in memory: node spacetimedb-host.ts <module>
 * The real host has no package on npm. What it gives a module is a handful of calls on rows in its binary
 * format; the published library makes and reads those here. It answers the two requests that load.mjs
 * makes, and `/rows/<table>` with what the module has stored. Prints its address when it is ready.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { registerHooks } from 'node:module';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { AlgebraicType, BinaryReader, BinaryWriter } from 'spacetimedb';

interface Definition {
  sourceName: string;
  productTypeRef: number;
  primaryKey: number[];
  indexes: { sourceName: string; algorithm: { tag: string; value: number[] } }[];
  constraints: { data: { value: { columns: number[] } } }[];
}

interface Stored {
  values: Record<string, unknown>;
  bytes: Uint8Array;
}

const tables: { definition: Definition; names: string[]; rows: Map<string, Stored> }[] = [];
const indexes: { table: (typeof tables)[number]; columns: number[] }[] = [];
const iterators: Uint8Array[][] = [];

const reading = (buffer: ArrayBuffer, length: number) =>
  new BinaryReader(new DataView(buffer.slice(0, length)));

const show = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));

/** The rows whose columns have the values of a point in the binary format. */
function atPoint(indexId: number, buffer: ArrayBuffer, length: number): [string, Stored][] {
  const { table, columns } = indexes[indexId]!;
  const reader = reading(buffer, length);
  const wanted = show(columns.map((column) => decoderOf(table, column)(reader)));
  return [...table.rows].filter(
    ([, { values }]) => show(columns.map((column) => values[table.names[column]!])) === wanted,
  );
}

const system: Record<string, (...args: never[]) => unknown> = {
  table_id_from_name: (name: string) =>
    tables.findIndex(({ definition }) => definition.sourceName === name),
  index_id_from_name(name: string) {
    for (const table of tables) {
      const index = table.definition.indexes.find(({ sourceName }) => sourceName === name);
      if (index) return indexes.push({ table, columns: index.algorithm.value }) - 1;
    }
    throw new Error(`There is no index ${name}`);
  },
  datastore_insert_bsatn(id: number, buffer: ArrayBuffer, length: number) {
    const table = tables[id]!;
    const values = decodeRow(table, reading(buffer, length));
    for (const { data } of table.definition.constraints) {
      const key = (row: Record<string, unknown>) =>
        show(data.value.columns.map((column) => row[table.names[column]!]));
      if ([...table.rows.values()].some((other) => key(other.values) === key(values))) {
        throw new Error(`${table.definition.sourceName} has a row with ${key(values)}`);
      }
    }
    table.rows.set(show(values), { values, bytes: new Uint8Array(buffer.slice(0, length)) });
    return length;
  },
  datastore_delete_by_index_scan_point_bsatn(id: number, buffer: ArrayBuffer, length: number) {
    const found = atPoint(id, buffer, length);
    for (const [key] of found) indexes[id]!.table.rows.delete(key);
    return found.length;
  },
  datastore_index_scan_point_bsatn: (id: number, buffer: ArrayBuffer, length: number) =>
    iterators.push(atPoint(id, buffer, length).map(([, { bytes }]) => bytes)) - 1,
  row_iter_bsatn_advance(id: number, buffer: ArrayBuffer) {
    const rows = iterators[id]!.splice(0);
    let at = 0;
    for (const row of rows) {
      new Uint8Array(buffer).set(row, at);
      at += row.length;
    }
    return -at;
  },
  row_iter_bsatn_close: () => {},
  datastore_clear(id: number) {
    const { rows } = tables[id]!;
    const count = rows.size;
    rows.clear();
    return BigInt(count);
  },
  console_log: (_level: number, message: string) => process.stderr.write(`${message}\n`),
};

const hooksKey = Symbol('hooks');
Object.assign(globalThis, { vestaHost: system, vestaHooks: hooksKey });
const systemModule = [
  'export const moduleHooks = globalThis.vestaHooks;',
  ...Object.keys(system).map((name) => `export const ${name} = globalThis.vestaHost.${name};`),
].join('\n');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('spacetime:')
      ? { url: specifier, format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url.startsWith('spacetime:')
      ? { format: 'module', source: systemModule, shortCircuit: true }
      : next(url, context),
});

const module = (await import(pathToFileURL(process.argv[2]!).href)) as {
  default: Record<symbol, (exports: object) => Hooks> & {
    typespace: { types: { value: { elements: { name: string; algebraicType: never }[] } }[] };
    moduleDef: { tables: Definition[]; reducers: { sourceName: string }[] };
  };
};
interface Hooks {
  __describe_module__(): Uint8Array;
  __call_reducer__(
    id: number,
    sender: bigint,
    connection: bigint,
    timestamp: bigint,
    args: DataView,
  ): void;
}
const { moduleDef, typespace } = module.default;
const hooks = module.default[hooksKey]!(module);
for (const definition of moduleDef.tables) {
  const { elements } = typespace.types[definition.productTypeRef]!.value;
  tables.push({ definition, names: elements.map(({ name }) => name), rows: new Map() });
}
// What `spacetime publish` sends to the host.
hooks.__describe_module__();

function decodeRow(table: (typeof tables)[number], reader: BinaryReader) {
  const type = typespace.types[table.definition.productTypeRef] as never;
  const decode = AlgebraicType.makeDeserializer(type, typespace as never);
  return decode(reader) as Record<string, unknown>;
}

function decoderOf(table: (typeof tables)[number], column: number) {
  const { elements } = typespace.types[table.definition.productTypeRef]!.value;
  return AlgebraicType.makeDeserializer(elements[column]!.algebraicType, typespace as never);
}

function call(name: string, args: string[], sender: bigint) {
  const id = moduleDef.reducers.findIndex(({ sourceName }) => sourceName === name);
  if (id < 0) throw new Error(`There is no reducer ${name}`);
  const writer = new BinaryWriter(1024);
  for (const arg of args) writer.writeString(arg);
  const bytes = writer.getBuffer();
  hooks.__call_reducer__(
    id,
    sender,
    0n,
    0n,
    new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  );
}

const byName = (name: string) =>
  tables.find(
    ({ definition }) => definition.sourceName === name || snakeCase(definition.sourceName) === name,
  )!;

/** As the host makes SQL names. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const publisher = 1n;
call('init', [], publisher);

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const sender = request.headers.authorization === 'Bearer publisher' ? publisher : 2n;
  const [, , , , what, name] = request.url!.split('/');
  try {
    if (request.url!.startsWith('/rows/')) {
      const rows = [...byName(request.url!.slice('/rows/'.length)).rows.values()];
      response.end(show(rows.map(({ values }) => values)));
    } else if (what === 'call') {
      call(name!, JSON.parse(body) as string[], sender);
      response.end();
    } else {
      const [, table] = /^SELECT COUNT\(\*\) AS n FROM (\w+)$/.exec(body)!;
      response.end(JSON.stringify([{ rows: [[byName(table!).rows.size]] }]));
    }
  } catch (error) {
    response.statusCode = 530;
    response.end((error as Error).message);
  }
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
