/**
 * Finding things by the words of their names. A page walks one range of `search_entries`, names
 * that begin with the word before names that have it inside, and looks at so many candidates at
 * most, whatever there is: after a run of hidden or unfitting ones it is shorter than asked, or
 * empty, and its cursor goes on.
 */
import { dialect, publicScope, searchEntries, type SearchObjectType } from '@vesta-cx/db';
import {
  batch,
  decodeCursor,
  encodeCursor,
  orderOf,
  searchKey,
  searchWords,
  startsWith,
  type Database,
  type Page,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq, gt, gte, or, sql, type Column, type SQL } from 'drizzle-orm';
import { invalidField } from './errors.ts';
import { merge } from './merge.ts';

/** What is looked for. */
export interface ByName {
  /** Words, each of which must begin some word of the name. */
  q: string;
  /** Only things of these types; without it of all. */
  types?: readonly SearchObjectType[] | undefined;
  /** What everybody may search unless given: else the teams of these organizations. */
  scopes?: readonly string[] | undefined;
  /** Whether the words must follow each other. */
  adjacent?: boolean;
  /** How many candidates beyond the page are looked at: 0 where none is hidden from anybody. */
  spare?: number;
  limit: number;
  cursor?: string | undefined;
}

/** A row of `search_entries` with what was read of its thing. */
export interface Candidate {
  objectType: SearchObjectType;
  objectId: string;
  inside: boolean;
  token: string;
  /** Whether it belongs on the page. */
  visible: boolean;
}

/** The candidates of a page as a subquery to join to what they name. */
export type Named = ReturnType<typeof candidatesOf>;

/** How many are looked at where several words must meet. */
const mostMeeting = 60;
/** How many words of a query are walked to learn which is the rarest. */
const mostWalked = 2;
/** D1's limit of terms in one compound SELECT is five. */
const rangesPerStatement = 4;

/**
 * A page of what `select` makes of the candidates, which it joins to their things. `fits` says that
 * a candidate has all words and was not found by an earlier one: it is for `visible` to hold.
 * Throws `invalid` for a cursor that isn't of this list.
 */
export async function pageByName<Row extends Candidate>(
  db: Database,
  { q, types, scopes = [publicScope], adjacent = false, spare = 12, limit, cursor }: ByName,
  select: (q: Database, named: Named, fits: SQL) => unknown,
): Promise<Page<Row>> {
  const words = (adjacent ? [searchKey(q, 60)].filter(Boolean) : searchWords(q)).toSorted(
    (a, b) => b.length - a.length,
  );
  const begin = cursor === undefined ? undefined : placeIn(cursor);
  const walked = begin
    ? words.filter((word) => begin.token.startsWith(word))
    : words.slice(0, mostWalked);
  if (walked.length === 0) {
    if (begin) throw foreign();
    return { items: [], next: null };
  }
  const most = Math.max(limit + 1 + spare, words.length > 1 ? mostMeeting : 0);
  const ranges = walked.map((word) => rangesOf({ word, types, scopes, begin }));
  const ask = (b: Database) =>
    ranges.flatMap((some, i) =>
      sliced(some).map((slice) => {
        const named = candidatesOf(b, slice, most);
        return select(b, named, fitting(named, walked[i]!, words)) as Statement;
      }),
    );
  // Side by side where they are few: in a batch of D1 no two columns may have one name.
  const pages = (await (scopes.length > 1 ? batch(db, ask) : Promise.all(ask(db)))) as Row[][];
  const lists = ranges.map((some) =>
    merge(pages.splice(0, sliced(some).length), order, valuesOf, most),
  );
  // A list that ended has all there is; where none did, the longest word is likely the rarest.
  const list = lists.find(({ length }) => length < most) ?? lists[0]!;
  const visible = list.filter((row) => row.visible);
  const items = visible.slice(0, limit);
  const last = visible.length > limit ? items.at(-1)! : list.length === most ? list.at(-1)! : null;
  return { items, next: last && encodeCursor(valuesOf(last)) };
}

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

const order = { direction: 'asc' } as const;
const valuesOf = ({ inside, token, objectType, objectId }: Omit<Candidate, 'visible'>) => [
  inside ? '1' : '0',
  token,
  objectType,
  objectId,
];

type Place = Omit<Candidate, 'visible'>;

const { inside, token, objectType, objectId } = searchEntries;

function placeIn(cursor: string): Place {
  const values = decodeCursor(cursor, [token, token, objectType, objectId]) as string[] | null;
  if (!values) throw foreign();
  return {
    inside: values[0] === '1',
    token: values[1]!,
    objectType: values[2] as SearchObjectType,
    objectId: values[3]!,
  };
}

const foreign = () => invalidField('cursor', 'This cursor does not belong to this list');

interface Walk {
  word: string;
  types: readonly SearchObjectType[] | undefined;
  scopes: readonly string[];
  begin: Place | undefined;
}

/** Each is a range of one index in the order of the page. */
function rangesOf({ word, types, scopes, begin }: Walk): SQL[] {
  const some: (SearchObjectType | undefined)[] = types ? [...new Set(types)] : [undefined];
  return [false, true]
    .filter((isInside) => !begin || isInside >= begin.inside)
    .flatMap((isInside) => {
      const from = begin?.inside === isInside ? begin : undefined;
      return some.flatMap((type) =>
        scopes.map((scope) =>
          and(
            eq(searchEntries.scope, scope),
            type && eq(objectType, type),
            eq(inside, isInside),
            // Before the lower bound of the prefix: SQLite begins at the first of two.
            from && after(from, type),
            startsWith(token, word, from?.token),
          )!,
        ),
      );
    });
}

/** That an entry comes after that place, said so that the index of the range finds it at once. */
function after(place: Place, type: SearchObjectType | undefined): SQL {
  if (type === undefined) {
    return sql`(${token}, ${objectType}, ${objectId}) > (${place.token}, ${place.objectType}, ${place.objectId})`;
  }
  if (type === place.objectType) {
    return sql`(${token}, ${objectId}) > (${place.token}, ${place.objectId})`;
  }
  return type < place.objectType ? gt(token, place.token) : gte(token, place.token);
}

const sliced = (ranges: SQL[]): SQL[][] =>
  Array.from({ length: Math.ceil(ranges.length / rangesPerStatement) }, (_, i) =>
    ranges.slice(i * rangesPerStatement, (i + 1) * rangesPerStatement),
  );

/** The first `most` entries of the ranges together, read lazily as in `armsPage`. */
function candidatesOf(q: Database, ranges: SQL[], most: number) {
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
function fitting(named: Named, word: string, words: readonly string[]): SQL {
  const has = (which: SQL) => hasEntry(sql`${named.objectType}`, sql`${named.objectId}`, which);
  const from = gte(token, word);
  const before = sql`case when ${named.inside} then ${`${word}\u{10FFFF}`} else ${named.token} end`;
  return and(
    ...words.filter((other) => other !== word).map((other) => has(begins(other))),
    sql`not ${has(sql`${eq(inside, false)} and ${from} and ${token} < ${before}`)}`,
    or(
      sql`not ${named.inside}`,
      sql`not ${has(sql`${eq(inside, true)} and ${from} and ${token} < ${named.token}`)}`,
    ),
  )!;
}

/** That an entry of the thing is so. */
const hasEntry = (type: SQL, id: SQL | Column, which: SQL): SQL =>
  sql`exists (select 1 from ${searchEntries}
    where ${objectType} = ${type} and ${objectId} = ${id} and ${which})`;

/** That a word of the name begins so; both values are named for the primary key to serve it. */
const begins = (word: string): SQL =>
  sql`${inside} in (false, true) and ${startsWith(token, word)}`;
