/** From the OpenAPI document to what the reference page shows. */
import {
  exampleOf,
  problemAnchor,
  problems,
  resolve,
  type Answer,
  type DocumentedOperation,
  type JsonSchema,
  type OpenApiDocument,
  type Parameter,
} from '@vesta-cx/core/http';

/** A piece of a type's name; with `schema` it leads to that schema. */
export interface TypePart {
  text: string;
  schema?: string;
}

/** One row of a table: a field of a body, or a parameter. */
export interface Row {
  name: string;
  type: TypePart[];
  required: boolean;
  /** What it means, and the limits it keeps. */
  notes: string[];
}

export interface DocumentedCall {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | undefined;
  /** Who may call it, and which scope a key needs. */
  callers: string;
  parameters: (Row & { in: string })[];
  body: Row[];
  curl: string;
  answers: { status: string; description: string; type: TypePart[] }[];
  /** What can go wrong: what it means is said once, at the end of the page. */
  problems: Problem[];
}

/** `id` is its place on the page. */
interface Problem {
  id: string;
  status: number;
  title: string;
}

export interface Reference {
  server: string;
  version: string;
  groups: { tag: string; calls: DocumentedCall[] }[];
  schemas: { name: string; description: string | undefined; rows: Row[] }[];
  problems: Problem[];
}

type Schemas = Record<string, JsonSchema>;

const allProblems: Problem[] = Object.entries(problems).map(([code, { status, title }]) => ({
  id: problemAnchor(code),
  status,
  title,
}));

/** What every address may answer: a slash too much, a method that it does not have. */
const everywhere = ['308', '405'];

/** Everything on the page. */
export function referenceOf(document: OpenApiDocument): Reference {
  const { schemas } = document.components;
  const server = document.servers[0]!.url;
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      tag: described.tags[0]!,
      call: callOf(document, server, method.toUpperCase(), path, described),
    })),
  );
  return {
    server,
    version: document.info.version,
    groups: document.tags.map(({ name: tag }) => ({
      tag,
      calls: calls.filter((one) => one.tag === tag).map(({ call }) => call),
    })),
    schemas: Object.entries(schemas).map(([name, schema]) => ({
      name,
      description: schema.description,
      rows: rowsOf(schema, schemas),
    })),
    problems: allProblems,
  };
}

function callOf(
  document: OpenApiDocument,
  server: string,
  method: string,
  path: string,
  described: DocumentedOperation,
): DocumentedCall {
  const { schemas } = document.components;
  const body = described.requestBody?.content['application/json'];
  const parameters = (described.parameters ?? []).map((one) => found<Parameter>(one, document));
  return {
    id: described.operationId,
    method,
    path,
    summary: described.summary,
    description: described.description,
    callers: callersOf(described),
    parameters: parameters.map((one) => ({
      ...rowOf(one.name, one.schema, one.required ?? false),
      notes: [...(one.description ? [one.description] : []), ...limitsOf(one.schema)],
      in: one.in,
    })),
    body: body ? rowsOf(body.schema, schemas) : [],
    curl: curlOf(
      server + exampleAddress(path, parameters, schemas),
      method,
      body?.example ?? (body && exampleOf(body.schema, schemas)),
    ),
    answers: answersOf(document, described),
    problems: allProblems.filter(
      ({ status }) => status in described.responses && !everywhere.includes(String(status)),
    ),
  };
}

function callersOf({ security }: DocumentedOperation): string {
  const guests = security.some((way) => Object.keys(way).length === 0);
  const [scope] = security.flatMap(({ key = [] }) => key);
  if (security.every((way) => 'key' in way)) return 'whoever has an API key; it needs no scope.';
  if (scope === undefined) return 'everybody; an API key needs no scope for it.';
  const who = guests ? 'everybody; signed in, you may see more.' : 'whoever is signed in.';
  return `${who} An API key needs \`${scope}\`.`;
}

/** Returns what succeeds. */
const answersOf = (document: OpenApiDocument, { responses }: DocumentedOperation) =>
  Object.entries(responses)
    .filter(([status]) => Number(status) < 400 && !everywhere.includes(status))
    .map(([status, response]) => {
      const { description, content } = found<Answer>(response, document);
      const schema = content?.['application/json']?.schema;
      return { status, description, type: schema ? typeOf(schema) : [] };
    });

/**
 * The fields of a schema; those of objects inside it follow with dotted names. Where it is one of
 * several objects, a field that only some have says which.
 */
export function rowsOf(schema: JsonSchema, schemas: Schemas, prefix = ''): Row[] {
  const objects = partsOf(resolve(schema, schemas))
    .map((part) => resolve(part, schemas))
    .filter((part) => part.properties);
  const rows = new Map<string, { row: Row; inner: Row[]; kinds: string[] }>();
  for (const { properties = {}, required = [] } of objects) {
    const kind = String(properties.type?.const ?? '');
    for (const [name, field] of Object.entries(properties)) {
      const known = rows.get(name);
      const row = rowOf(prefix + name, field, required.includes(name));
      if (!known) {
        rows.set(name, { row, inner: innerRows(row.name, field, schemas), kinds: [kind] });
        continue;
      }
      known.kinds.push(kind);
      known.row.required &&= row.required;
      const isNew = !textOf(known.row.type).split(' | ').includes(textOf(row.type));
      if (isNew && field.const !== undefined) known.row.type.push({ text: ' | ' }, ...row.type);
    }
  }
  return [...rows.values()].flatMap(({ row, inner, kinds }) => {
    if (kinds.length < objects.length) {
      row.required = false;
      row.notes.push(`Only of: ${kinds.join(', ')}.`);
    }
    return [row, ...inner];
  });
}

/** The fields of the objects inside a field. What has a name has a table of its own. */
function innerRows(name: string, field: JsonSchema, schemas: Schemas): Row[] {
  return partsOf(field).flatMap((part) => {
    const inner = part.items ?? part;
    return inner.$ref ? [] : rowsOf(inner, schemas, part.items ? `${name}[].` : `${name}.`);
  });
}

const textOf = (parts: TypePart[]): string => parts.map(({ text }) => text).join('');

function rowOf(name: string, schema: JsonSchema, required: boolean): Row {
  const described = partsOf(schema).find((part) => part.description)?.description;
  const notes = [...(described ? [described] : []), ...partsOf(schema).flatMap(limitsOf)];
  return { name, type: typeOf(schema), required, notes };
}

/** A schema's type as one would write it: `"a" | "b"`, `Workspace[]`, `text (date-time) | null`. */
export function typeOf(schema: JsonSchema): TypePart[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return [{ text: name, schema: name }];
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    return choices.flatMap((choice, i) => [...(i > 0 ? [{ text: ' | ' }] : []), ...typeOf(choice)]);
  }
  if (schema.enum) return [{ text: schema.enum.map((one) => JSON.stringify(one)).join(' | ') }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.type === 'array') {
    const items = typeOf(schema.items ?? {});
    const several = items.some(({ text }) => text.includes(' | '));
    return several ? [{ text: '(' }, ...items, { text: ')[]' }] : [...items, { text: '[]' }];
  }
  const type = [schema.type ?? 'anything'].flat().join(' | ');
  return [{ text: schema.format ? `${type} (${schema.format})` : type }];
}

function limitsOf(schema: JsonSchema): string[] {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum } = schema;
  const range = (low: number | undefined, high: number | undefined, what: string) => {
    const top = high !== undefined && Math.abs(high) < Number.MAX_SAFE_INTEGER ? high : undefined;
    if (low !== undefined && top !== undefined) return [`${low} to ${top}${what}.`];
    if (top !== undefined) return [`At most ${top}${what}.`];
    return low !== undefined && low > -Number.MAX_SAFE_INTEGER ? [`At least ${low}${what}.`] : [];
  };
  return [
    ...range(minLength, maxLength, ' characters'),
    ...range(minItems, maxItems, ' items'),
    ...range(minimum, maximum, ''),
    ...(schema.default !== undefined ? [`Default: ${JSON.stringify(schema.default)}.`] : []),
  ];
}

/** A schema, or what it may be when it may be several things. */
const partsOf = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [schema];

/** An address of the operation, with the query parameters that it can't do without. */
function exampleAddress(path: string, parameters: Parameter[], schemas: Schemas): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required);
  const query = new URLSearchParams(
    needed.map(({ name, schema }) => [name, String(exampleOf(schema, schemas))]),
  );
  const at = path.replace(/\{([^}]+)\}/g, '$1');
  return needed.length > 0 ? `${at}?${query}` : at;
}

function curlOf(address: string, method: string, body: unknown): string {
  const parts = [method === 'GET' ? `curl '${address}'` : `curl -X ${method} '${address}'`];
  parts.push(`-H "Authorization: Bearer $VESTA_KEY"`);
  if (method === 'POST') parts.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (body !== undefined) {
    parts.push(`-H 'Content-Type: application/json'`);
    parts.push(`-d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`);
  }
  return parts.join(' \\\n  ');
}

/** Returns what a reference into the components leads to. */
function found<T>(value: T | { $ref: string }, document: OpenApiDocument): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T;
  const [, , kind, name] = (value as { $ref: string }).$ref.split('/') as [
    string,
    string,
    keyof OpenApiDocument['components'],
    string,
  ];
  return document.components[kind][name] as T;
}
