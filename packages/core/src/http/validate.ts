/** From the texts of a request to validated values; what doesn't fit is named. */
import { z } from 'zod';
import { check, invalid, notFound, type FieldError } from '../kernel/index.ts';

/** Path parameters. What doesn't fit can't lead to anything: 404. */
export function parseParams(schema: z.ZodObject, params: Record<string, string>): unknown {
  const texts = Object.values(params);
  const parsed = texts.every(isStorable) ? check(schema, params) : undefined;
  if (!parsed?.success) throw notFound('address');
  return parsed.data;
}

/** The query, with comma lists split and numbers and booleans read as the schema says. */
export function parseQuery(schema: z.ZodObject, search: URLSearchParams): unknown {
  const input = Object.create(null) as Record<string, unknown>;
  const errors: FieldError[] = [];
  for (const name of new Set(search.keys())) {
    const texts = search.getAll(name);
    const field = Object.hasOwn(schema.shape, name) ? plain(schema.shape[name]!) : undefined;
    if (!field) {
      const known = Object.keys(schema.shape).join(', ') || 'none';
      errors.push({ path: name, message: `Unknown parameter; known here: ${known}` });
    } else if (!texts.every(isStorable)) {
      errors.push({ path: name, message: 'Not valid text' });
    } else if (field instanceof z.ZodArray) {
      input[name] = texts.flatMap((text) => text.split(','));
    } else if (texts.length > 1) {
      errors.push({ path: name, message: 'Given more than once' });
    } else {
      input[name] = read(field, texts[0]!);
    }
  }
  const parsed = check(schema, { ...input });
  if (!parsed.success) {
    for (const { path, ...issue } of parsed.error.issues) {
      const name = String(path[0]);
      const refused = issue.code === 'invalid_value' && valueAt(input, path);
      const message = refused ? `${JSON.stringify(refused)}: ${issue.message}` : issue.message;
      errors.push({ path: name, message });
    }
  }
  if (errors.length > 0) throw invalid(errors);
  return parsed.data;
}

/** A parsed JSON body. */
export function parseBody(schema: z.ZodType, value: unknown): unknown {
  const unstorable = findUnstorable(value);
  if (unstorable) throw invalid([unstorable]);
  const parsed = check(schema, value);
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(fieldErrors));
  return parsed.data;
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'Unknown field',
    }));
  }
  return [{ path: path.join('.'), message: issue.message }];
}

/** The schema below `optional`, `default` and the like. */
export function plain(schema: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? plain(innerType) : schema;
}

function read(field: z.core.$ZodType, text: string): unknown {
  if (field instanceof z.ZodNumber && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (field instanceof z.ZodBoolean && (text === 'true' || text === 'false')) {
    return text === 'true';
  }
  return text;
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as never)?.[key], input);
}

/** Text that every engine can keep: well-formed Unicode without NUL, which PostgreSQL refuses. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const maxDepth = 32;

/** The first text in a JSON value that can't be kept, or the place where it nests too deep. */
function findUnstorable(root: unknown): FieldError | undefined {
  const waiting: { value: unknown; path: string[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    const fail = (message: string) => ({ path: path.join('.'), message });
    if (typeof value === 'string' && !isStorable(value)) return fail('Not valid text');
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= maxDepth) return fail('Nested too deep');
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return fail('A key is not valid text');
      waiting.push({ value: inner, path: [...path, key] });
    }
  }
  return undefined;
}
