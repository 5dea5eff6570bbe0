/**
 * The entries of names that a search looks at: ranges of `search_entries` in the order of a page, a place
 * in that order, and whether an entry has all the words.
 */
import { dialect, searchEntries, type SearchObjectType } from '@vesta-cx/db';
import { decodeCursor, orderOf, searchWords, startsWith, type Database } from '@vesta-cx/db/query';
import {
  and,
  eq,
  gt,
  gte,
  inArray,
  or,
  sql,
  type Column,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import { invalidField } from './errors.ts';

/** A subquery called `circles` with a column `circle_id`. */
export type Circles = SQLWrapper;

/** A row of `search_entries` with what was read of its thing. */
export interface Candidate {
  objectType: SearchObjectType;
  objectId: string;
  inside: boolean;
  token: string;
  /** True if it belongs on the page. */
  visible: boolean;
}

/** The candidates of a page as a subquery to join to what they name. */
export type Named = ReturnType<typeof candidatesOf>;

/** D1's limit of terms in one compound SELECT is five. */
export const rangesPerStatement = 4;

/** The columns of a candidate. */
export const candidateColumns = ({ objectType, objectId, inside, token }: Named) => ({
  objectType,
  objectId,
  inside,
  token,
});

/** The column that says whether a candidate belongs on the page. */
export const visibleIf = (...conditions: (SQL | undefined)[]) =>
  sql`coalesce(${and(...conditions)}, false)`.mapWith(Boolean).as('visible');

/** SQL condition: the name of the thing whose id is `id` has every word of `q`. */
export const isNamed = (db: Database, type: SearchObjectType, id: Column, q: string): SQL =>
  and(...searchWords(q).map((word) => hasEntry(sql`${type}`, id, begins(word)))) ?? sql`false`;

export type Place = Omit<Candidate, 'visible'> & { isApart?: boolean };

/** Before everything. */
export const beginning: Place = {
  inside: false,
  token: '',
  objectType: 'collection',
  objectId: '',
};

/** `tier`: 0 for words that follow each other, 1 for words apart. */
export const valuesOf = ({ inside, token, objectType, objectId }: Place, tier: number) => [
  String(2 * tier + (inside ? 1 : 0)),
  token,
  objectType,
  objectId,
];

const { inside, token, objectType, objectId } = searchEntries;

export function placeIn(cursor: string): Place {
  const values = decodeCursor(cursor, [token, token, objectType, objectId]) as string[] | null;
  const phase = Number(values?.[0]);
  if (!values || !(phase >= 0 && phase <= 3)) throw foreign();
  return {
    inside: phase % 2 === 1,
    token: values[1]!,
    objectType: values[2] as SearchObjectType,
    objectId: values[3]!,
    isApart: phase >= 2,
  };
}

export const foreign = () => invalidField('cursor', 'This cursor does not belong to this list');

/** Names that begin with the word, or that have it inside, from a place on. */
interface Phase {
  word: string;
  isInside: boolean;
  types: readonly SearchObjectType[] | undefined;
  from: Place | undefined;
}

/** Each is a range of one index in the order of the page. */
export function rangesOf(
  { word, isInside, types, from }: Phase,
  scope: string | SQLWrapper,
): SQL[] {
  const some: (SearchObjectType | undefined)[] = types ? [...new Set(types)] : [undefined];
  return some.map((type) =>
    and(
      sql`${searchEntries.scope} = ${scope}`,
      type && eq(objectType, type),
      eq(inside, isInside),
      // Before the lower bound of the prefix: SQLite begins at the first of two.
      from && after(from, type),
      startsWith(token, word, from?.token),
    )!,
  );
}

const circle = sql`circles.circle_id`;

/** The circles whose first entries come first: what comes after `most` others is not on the page. */
export function circlesWith(q: Database, circles: Circles, phases: Phase[], most: number) {
  const firsts = phases.map(({ types, ...phase }) => {
    const [range] = rangesOf({ ...phase, types: types?.length === 1 ? types : undefined }, circle);
    const ofTypes = types && types.length > 1 ? inArray(objectType, [...types]) : undefined;
    return sql`(select concat(${sql.raw(phase.isInside ? "'1'" : "'0'")}, ${token}) from ${searchEntries}
      where ${and(range, ofTypes)} order by ${token} limit 1)`;
  });
  const first = sql<string | null>`coalesce(${sql.join([...firsts, sql`null`], sql`, `)})`;
  const found = q
    .select({ id: sql<string>`${circle}`.as('found_id'), first: first.as('first_token') })
    .from(circles as never)
    .as('found');
  return q
    .select({ id: found.id })
    .from(found)
    .where(sql`first_token is not null`)
    .orderBy(sql`first_token`)
    .limit(most);
}

/** SQL condition: an entry comes after that place, said so that the index of the range finds it at once. */
function after(place: Place, type: SearchObjectType | undefined): SQL {
  if (type === undefined) {
    return sql`(${token}, ${objectType}, ${objectId}) > (${place.token}, ${place.objectType}, ${place.objectId})`;
  }
  if (type === place.objectType) {
    return sql`(${token}, ${objectId}) > (${place.token}, ${place.objectId})`;
  }
  return type < place.objectType ? gt(token, place.token) : gte(token, place.token);
}

/** The first `most` entries of the ranges together. SQLite reads them lazily where none has a limit. */
export function candidatesOf(q: Database, ranges: SQL[], most: number) {
  const columns = [inside, token, objectType, objectId];
  const [first, ...others] = ranges.map((range) => {
    const entries = q
      .select({ inside, token, objectType, objectId })
      .from(searchEntries)
      .where(range)
      .$dynamic();
    return dialect === 'sqlite' && ranges.length > 1
      ? entries
      : entries.orderBy(...orderOf({ columns, direction: 'asc' })).limit(most);
  });
  if (others.length === 0) return first!.as('named');
  const union = others.reduce<NonNullable<typeof first>>(
    (all, other) => all.unionAll(other as never) as never,
    first!,
  );
  return union
    .orderBy(...columns.map((_, i) => sql.raw(`${i + 1} asc`)))
    .limit(most)
    .as('named');
}

/** That the candidate has the other words too, and that none before it is of the same thing. */
export function fitting(
  named: Named,
  word: string,
  words: readonly string[],
  besides: string | undefined,
): SQL {
  const has = (which: SQL) => hasEntry(sql`${named.objectType}`, sql`${named.objectId}`, which);
  const from = gte(token, word);
  const before = sql`case when ${named.inside} then ${`${word}\u{10FFFF}`} else ${named.token} end`;
  return and(
    besides === undefined ? undefined : sql`not ${has(begins(besides))}`,
    ...words.filter((other) => other !== word).map((other) => has(begins(other))),
    sql`not ${has(sql`${eq(inside, false)} and ${from} and ${token} < ${before}`)}`,
    or(
      sql`not ${named.inside}`,
      sql`not ${has(sql`${eq(inside, true)} and ${from} and ${token} < ${named.token}`)}`,
    ),
  )!;
}

/** SQL condition: an entry of the thing is so. */
const hasEntry = (type: SQL, id: SQL | Column, which: SQL): SQL =>
  sql`exists (select 1 from ${searchEntries}
    where ${objectType} = ${type} and ${objectId} = ${id} and ${which})`;

/** SQL condition: a word of the name begins so; both values are named for the primary key to serve it. */
const begins = (word: string): SQL =>
  sql`${inside} in (false, true) and ${startsWith(token, word)}`;
