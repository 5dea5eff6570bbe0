/** Pieces for the schemas of operations. */
import { searchKey } from '@vesta-cx/db/query';
import { lengthOf } from '@vesta-cx/utils/text';
import { z } from 'zod';
import { invalidField, oneLine, withoutControls } from '../kernel/index.ts';

/**
 * A moment: a `Date` in code, RFC 3339 text in JSON. Incoming text may have any offset; outgoing
 * text is UTC with milliseconds. Use it in bodies and outputs alike.
 */
export const isoDate = z.codec(
  z.iso.datetime({ offset: true }).meta({ examples: ['2026-08-01T12:00:00.000Z'] }),
  // Every engine's column and RFC 3339 hold this range; an offset could lead just outside of it.
  z.date().min(new Date(0)).max(new Date('9999-12-31T23:59:59.999Z')),
  { decode: (text) => new Date(text), encode: (date) => date.toISOString() },
);

/** The id of a row. Nothing but what ids have: MySQL takes `id ` for `id`, the rules in code do not. */
export const idText = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'Not an id')
  .meta({ examples: ['0198a5f0-0000-7000-8000-000000000001'] });

const slugPattern = '^[a-z0-9]+(?:-[a-z0-9]+)*$';
/** Returns how the document describes a slug that is sent, which may also be written less strictly. */
export const asSlug = (minLength: number, maxLength: number, example = 'blue-hour') => ({
  pattern: slugPattern,
  ...{ minLength, maxLength, examples: [example] },
});

/** A slug as it goes out. What it looks like is said, not checked again: it stands in the database. */
export const slugText = z.string().meta({ pattern: slugPattern, examples: ['blue-hour'] });

/** A handle as it goes out. */
export const handleText = z.string().meta({ pattern: slugPattern, examples: ['ada-moreau'] });

/** A mail address as it goes out. What stands before the `@` may be in any script, which `email` is not. */
export const mailText = z
  .string()
  .meta({ pattern: '^[^\\s@]+@[^\\s@]+$', examples: ['mira@example.com'] });

/** The owner that a list is asked for, if any. Throws `invalid` where only half of one is named. */
export function ownerIn<Type extends string>({
  ownerType,
  ownerId,
}: {
  ownerType: Type | undefined;
  ownerId: string | undefined;
}): { type: Type; id: string } | undefined {
  if (ownerType !== undefined && ownerId !== undefined) return { type: ownerType, id: ownerId };
  if (ownerType === ownerId) return undefined;
  throw invalidField(
    ownerType === undefined ? 'ownerType' : 'ownerId',
    'Name an owner by both ownerType and ownerId',
  );
}

/** At most `max` characters, counted as the databases and JSON Schema do: by code points. */
export function atMost(max: number, tooLong?: string): z.core.$ZodCheck<string> {
  const check = z.maxLength(max, tooLong) as z.core.$ZodCheck<string>;
  const refuse = check._zod.check;
  // Of another type it has been refused for that already.
  check._zod.check = (payload) =>
    typeof payload.value === 'string' && lengthOf(payload.value) > max
      ? refuse(payload)
      : undefined;
  return check;
}

/** A name or another text of one line; `missing` says what to do where there is none. */
export const lineText = (max: number, missing?: string) =>
  z.string().overwrite(oneLine).min(1, missing).check(atMost(max));

/** Returns what names are searched for by. Blank it would find everything: that is refused. */
export const searchText = (max: number, missing = 'Say what to look for') =>
  z
    .string({ error: ({ code }) => (code === 'invalid_type' ? missing : undefined) })
    .min(1, { error: missing, abort: true })
    .check(atMost(max))
    .refine((text) => searchKey(text) !== '', missing);

/** A text of several lines. */
export const proseText = (max: number, tooLong?: string) =>
  z.string().overwrite(withoutControls).trim().check(atMost(max, tooLong));

/**
 * The query of a list: `limit` and `cursor`, plus the declared filters. Write filters as what they
 * are (`z.array(z.enum(resourceTypes)).optional()`, `z.int()`, `z.boolean()`): the kernel splits
 * comma lists and reads numbers and booleans before it validates.
 */
export const listQuery = <Filters extends z.core.$ZodShape = Record<never, never>>(
  filters: Filters = {} as Filters,
) =>
  z.strictObject({
    limit: z.int().min(1).max(100).default(20).describe('How many to answer at most.'),
    cursor: z
      .string()
      .max(1024)
      .optional()
      .describe(
        'Where to go on: from the `Link` header of the page before. Opaque, and of use only with the same filters and for the same caller.',
      ),
    ...filters,
  });
