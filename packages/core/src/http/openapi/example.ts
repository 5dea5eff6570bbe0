/** Believable values of schemas, for the document and its page. */
import { resolve } from './json-schema.ts';
import type { JsonSchema } from './types.ts';

const deepest = 5;

/** A value of `schema`: its own example, or one made of its parts. `name` is the field it is for. */
export function exampleOf(
  schema: JsonSchema,
  schemas: Record<string, JsonSchema>,
  name = '',
  depth = 0,
): unknown {
  const found = resolve(schema, schemas);
  const { examples, enum: values, const: only, properties, items } = found;
  if (examples?.length) return examples[0];
  if (found.default !== undefined) return found.default;
  if (only !== undefined) return only;
  if (values?.length) return values[0];
  const [choice] = found.anyOf ?? found.oneOf ?? found.allOf ?? [];
  if (choice) return exampleOf(choice, schemas, name, depth + 1);
  const type = Array.isArray(found.type) ? found.type[0] : found.type;
  if (type === 'array') {
    return depth > deepest || !items ? [] : [exampleOf(items, schemas, name, depth + 1)];
  }
  if (type === 'object') {
    const shown = Object.entries(properties ?? {}).filter(
      ([field]) => depth < deepest || found.required?.includes(field),
    );
    return Object.fromEntries(
      shown.map(([field, inner]) => [field, exampleOf(inner, schemas, field, depth + 1)]),
    );
  }
  if (type === 'integer' || type === 'number') return found.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return textOf(found, name);
}

/** A text that the format, the pattern and the length let through. */
function textOf(
  { format = '', pattern, minLength = 0, maxLength }: JsonSchema,
  name: string,
): string {
  const known = byFormat[format];
  if (known !== undefined) return known;
  if (pattern) {
    const fitting = ofPattern.find((text) => new RegExp(pattern, 'u').test(text));
    if (fitting !== undefined) return fitting;
  }
  const text = byName[name] ?? (/(^i|I)d$/.test(name) ? uuid : 'Blue Hour');
  return text.padEnd(minLength, '.').slice(0, maxLength);
}

const uuid = '0198a5f0-0000-7000-8000-000000000001';

const byFormat: Record<string, string> = {
  'date-time': '2026-08-01T12:00:00.000Z',
  date: '2026-08-01',
  uri: 'https://example.com/blue-hour',
  email: 'ada@example.com',
  uuid,
};

/** What patterns of ours ask for: a slug, a colour, a country, a recording, an article, an icon. */
const ofPattern = ['blue-hour', '#c2410c', 'GB', 'GBAYE0601498', '5012345678900', 'ph:globe'];

const byName: Record<string, string> = {
  workspace: 'ada-moreau',
  slug: 'blue-hour',
  displayName: 'Ada Moreau',
  bio: 'Modular things, mostly at night.',
  description: 'Slow records from the coast.',
  excerpt: 'Out on Friday.',
  body: 'Recorded in **one** night. Out on Friday.',
  note: 'The one that started it.',
  role: 'performer',
  genre: 'ambient',
};
