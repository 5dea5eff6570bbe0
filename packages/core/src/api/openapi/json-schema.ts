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
