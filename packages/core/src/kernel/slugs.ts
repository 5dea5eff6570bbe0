/** Makes address parts out of names, and finds free ones. */
import { fold, isUniqueViolation, type AnyTable, type Database } from '@vesta-cx/db/query';
import { and, inArray, sql, type Column, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { check } from './check.ts';
import { AppError, taken } from './errors.ts';

/**
 * Returns the name as people read it, in lower-case ASCII letters, digits and single hyphens, at most
 * `length` long and cut at a word where that leaves half of it. Empty when nothing of it can be read.
 */
export function slugify(name: string, length = 60): string {
  const slug = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug.length <= length) return slug;
  const end = slug.lastIndexOf('-', length);
  return slug.slice(0, end >= length / 2 ? end : length).replace(/-$/, '');
}

/** Where slugs of one kind have to differ, and what they may be. */
export interface SlugSpace {
  /** The column that has every slug that is taken. */
  column: Column;
  /** In which of its rows; in all unless given. */
  within?: SQL | undefined;
  maxLength: number;
  reserved?: ReadonlySet<string>;
}

/** Something new that gets a slug. */
interface Insertion<T> {
  /** The slug that somebody chose. */
  chosen: string | undefined;
  /** What it is made of otherwise; the slug may get a number. */
  wanted: string;
  space: SlugSpace;
  insert: (slug: string) => Promise<unknown>;
  /** The row with the id of the new one. */
  find: () => Promise<T | undefined>;
  /** Whether that row is what the same request made before. */
  isSame: (row: T) => boolean;
}

/** Maximum of attempts to find a slug, each lost to a faster request. */
const attempts = 8;

/**
 * Inserts something under the slug that was chosen, or a free one. The same request again finds
 * what the first one made. Throws what `insert` throws, `conflict` on `slug` when the chosen one is
 * taken, and `unavailable` in a crowd that doesn't end.
 */
export async function insertWithSlug<T>(
  db: Database,
  { chosen, wanted, space, insert, find, isSame }: Insertion<T>,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const slug = chosen ?? (await freeSlug(db, wanted, space, attempt));
    try {
      await insert(slug);
      return await find();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const before = await find();
      if (before && isSame(before)) return before;
      if (before || chosen !== undefined) throw await slugTaken(db, slug, space);
    }
  }
  throw noneFree();
}

/**
 * `wanted`, or `wanted-2` to `wanted-9`, or with a larger number by chance: the first that is free.
 * Reads at most one row for each candidate, however many have the name. After the second lost race
 * (`attempt`) there is only chance, out of ever more numbers, so that a crowd parts.
 */
export async function freeSlug(
  db: Database,
  wanted: string,
  { column, within, maxLength, reserved }: SlugSpace,
  attempt = 0,
): Promise<string> {
  const isCrowd = attempt > 1;
  const numbers = isCrowd ? [] : ['2', '3', '4', '5', '6', '7', '8', '9'];
  for (let digits = 2 * Math.max(1, attempt - 1); digits <= 2 * attempts; digits += 2) {
    numbers.push(numberOf(digits), numberOf(digits));
  }
  const numbered = numbers.map((number) => withSuffix(wanted, number, maxLength));
  const candidates = isCrowd ? numbered : [wanted, ...numbered];
  const rows = await db
    .select({ slug: sql<string>`${column}` })
    .from(column.table as AnyTable)
    .where(and(within, inArray(column, candidates)));
  const used = new Set(rows.map(({ slug }) => slug));
  const free = candidates.find((slug) => !used.has(slug) && !reserved?.has(slug));
  if (free === undefined) throw noneFree();
  return free;
}

/** The error that says that a slug somebody chose is taken, and offers a free one. */
export async function slugTaken(
  db: Database,
  slug: string,
  space: SlugSpace,
  { path = 'slug', message = 'This address is taken' } = {},
): Promise<AppError> {
  return taken(path, message, await freeSlug(db, slug, space));
}

/** What somebody is about to name a thing, and the slug they have chosen for it, if any. */
export interface AskedSlug {
  name: string;
  slug?: string | undefined;
}

/** The slug that a thing would get, and what stands against one that was chosen. */
export interface SlugAnswer {
  slug: string;
  problem: string | null;
  /** A free one instead. */
  suggestion: string | null;
}

/** Says what would become of a slug, by one query. `isOwn`: the thing has or had it itself. */
export async function checkSlug(
  db: Database,
  { name, slug }: AskedSlug,
  {
    space,
    schema,
    wanted,
    isOwn = () => false,
  }: {
    space: SlugSpace;
    schema: z.ZodType<string>;
    wanted: (name: string) => string;
    isOwn?: (slug: string) => boolean | Promise<boolean>;
  },
): Promise<SlugAnswer> {
  if (!slug) {
    return { slug: await freeSlug(db, wanted(name), space), problem: null, suggestion: null };
  }
  const { success, data = slug, error } = check(schema, slug);
  if (!success) {
    const problem = error!.issues[0]!.message;
    return { slug, problem, suggestion: await freeSlug(db, wanted(slug), space) };
  }
  const free = (await isOwn(data)) ? data : await freeSlug(db, data, space);
  if (free === data) return { slug: data, problem: null, suggestion: null };
  const problem = space.reserved?.has(data)
    ? 'This address is reserved; choose another'
    : 'This address is taken';
  return { slug: data, problem, suggestion: free };
}

const noneFree = () =>
  new AppError('unavailable', 'No free address was found; try again', { retryAfter: 1 });

const withSuffix = (slug: string, suffix: string, maxLength: number): string =>
  `${slug.slice(0, maxLength - suffix.length - 1).replace(/-+$/, '')}-${suffix}`;

/** A number of that many digits, by chance. */
function numberOf(digits: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(digits));
  // Not begun with 0: nobody would read it as a number.
  return Array.from(bytes, (byte, i) => (i === 0 ? 1 + (byte % 9) : byte % 10)).join('');
}
