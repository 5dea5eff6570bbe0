/** From zod to JSON Schema, with named schemas collected once. */
import { z } from 'zod';
import type { JsonSchema } from './types.ts';

/** Turns schemas into references to, or texts of, JSON Schema; `schemas` holds what has a name. */
export function schemaCollector(schemas: Record<string, JsonSchema>) {
  return (schema: z.core.$ZodType): JsonSchema => {
    // The JSON side of every schema is its input: bodies are decoded from it, outputs encoded to it.
    const { $defs = {}, ...root } = z.toJSONSchema(schema, {
      io: 'input',
      override: adapt,
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

interface Converted {
  zodSchema: z.core.$ZodType;
  jsonSchema: object;
}

function adapt({ zodSchema, jsonSchema }: Converted): void {
  const schema = jsonSchema as JsonSchema;
  // The pattern of a date-time says nothing that its format doesn't, at ten times the length.
  if (schema.format === 'date-time') delete schema.pattern;
  // Zod leaves out examples of what is transformed, which may be of either side. Ours are JSON.
  const { examples } = z.globalRegistry.get(zodSchema) ?? {};
  if (examples) schema.examples = examples as unknown[];
  const mapping = mappingOf(zodSchema);
  if (mapping) schema.discriminator = mapping;
}

/** Returns which part of a union each value of the field means that tells them apart, where all parts have names. */
function mappingOf(schema: z.core.$ZodType): JsonSchema['discriminator'] {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const { discriminator: propertyName } = schema._zod.def;
  const parts = (schema.options as z.ZodObject[]).map((option): [string, string][] => {
    const name = z.globalRegistry.get(option)?.id;
    const field = option.shape[propertyName];
    return name && field instanceof z.ZodLiteral
      ? [[String(field.value), `#/components/schemas/${name}`]]
      : [];
  });
  if (parts.some((part) => part.length === 0)) return undefined;
  return { propertyName, mapping: Object.fromEntries(parts.flat()) };
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

/** Returns what a reference of the document leads to; a schema that is none is itself. */
export function resolve(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (schemas[name] ?? {});
}
