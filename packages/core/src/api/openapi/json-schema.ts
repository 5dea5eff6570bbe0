/** From zod to JSON Schema, with named schemas collected once. */
import { z } from 'zod';
import type { JsonSchema } from './types.ts';

/** Turns schemas into references to, or texts of, JSON Schema; `schemas` holds what has a name. */
export function schemaCollector(schemas: Record<string, JsonSchema>) {
  return (schema: z.core.$ZodType): JsonSchema => {
    // The JSON side of every schema is its input: bodies are decoded from it, outputs encoded to it.
    const { $defs = {}, ...root } = z.toJSONSchema(schema, {
      io: 'input',
      override: simplify,
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    delete root.$schema;
    for (const [name, definition] of Object.entries($defs)) {
      const named = repoint(definition) as JsonSchema;
      delete named.id;
      const known = schemas[name];
      if (known && JSON.stringify(known) !== JSON.stringify(named)) {
        throw new Error(`Two schemas are called ${name}`);
      }
      schemas[name] = named;
    }
    return repoint(root) as JsonSchema;
  };
}

/** The pattern of a date-time says nothing that its format doesn't, at ten times the length. */
function simplify({ jsonSchema }: { jsonSchema: object }): void {
  const schema = jsonSchema as JsonSchema;
  if (schema.format === 'date-time') delete schema.pattern;
}

function repoint(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(repoint);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : repoint(inner),
    ]),
  );
}

/** What a reference of the document leads to; a schema that is none is itself. */
export function resolve(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (schemas[name] ?? {});
}

/** A believable value of a schema: its own example, or one made of its parts. */
export function exampleOf(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
  depth = 0,
): unknown {
  const found = resolve(schema, schemas);
  const { examples, enum: values, const: only, properties, items } = found;
  if (examples?.length) return examples[0];
  if (found.default !== undefined) return found.default;
  if (only !== undefined) return only;
  if (values?.length) return values[0];
  const [choice] = found.anyOf ?? found.oneOf ?? found.allOf ?? [];
  if (choice) return exampleOf(choice, schemas, depth + 1);
  const type = Array.isArray(found.type) ? found.type[0] : found.type;
  if (type === 'array') return depth > 5 || !items ? [] : [exampleOf(items, schemas, depth + 1)];
  if (type === 'object') {
    const shown = Object.entries(properties ?? {}).filter(
      ([name]) => depth < 5 || found.required?.includes(name),
    );
    return Object.fromEntries(
      shown.map(([name, inner]) => [name, exampleOf(inner, schemas, depth + 1)]),
    );
  }
  if (type === 'integer' || type === 'number') return found.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return textOf(found);
}

/** A text that the format and the pattern let through. */
function textOf({ format = '', pattern, minLength = 0 }: JsonSchema): string {
  const known = texts[format];
  if (known !== undefined) return known;
  const fitting = pattern && candidates.find((text) => new RegExp(pattern, 'u').test(text));
  return fitting || 'text'.padEnd(minLength, 'x');
}

/** What patterns of ours ask for: a slug, a colour, a country, a recording, an article number. */
const candidates = ['blue-hour', '#c2410c', 'GB', 'GBAYE0601498', '5012345678900'];

const texts: Record<string, string> = {
  'date-time': '2026-08-01T12:00:00.000Z',
  date: '2026-08-01',
  uri: 'https://example.com/picture.jpg',
  email: 'ada@example.com',
  uuid: '0198a5f0-0000-7000-8000-000000000001',
};
