/**
 * Finding things by the words of their names. A page walks one range of `search_entries`, names
 * that begin with the word before names that have it inside, and looks at so many candidates at
 * most, whatever there is: after a run of hidden or unfitting ones it is shorter than asked, or
 * empty, and its cursor goes on.
 */
import { dialect, searchEntries, type SearchObjectType } from '@vesta-cx/db';
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
import { merge } from './merge.ts';

/** What is looked for. */
export interface ByName {
  /** Words, each of which must begin some word of the name. */
  q: string;
  /** Only things of these types; without it of all. */
  types?: readonly SearchObjectType[] | undefined;
  /** Whose search it is: of everybody (`publicScope`), of everybody signed in, of organizations. */
  scopes: readonly string[];
  /** Further scopes, very many perhaps, of which those are walked that have something for the page. */
  circles?: ((q: Database) => Circles) | undefined;
  /** Whether names with the words apart are looked for at once, and not only when needed. */
  eager?: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** A subquery called `circles` with a column `circle_id`. */
type Circles = SQLWrapper;

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

/** How many are looked at once where words must meet that stand apart, or where some were hidden. */
const stride = 40;
/** How many more than the page are looked at for somebody signed in, of which a few may be hidden. */
const spare = 2;
/** How many are looked at where some are hidden from the reader, before the page is left short. */
const mostLooked = 100;
/** How many words of a query are walked to learn which is the rarest. */
const mostWalked = 2;
/** D1's limit of terms in one compound SELECT is five. */
const rangesPerStatement = 4;

/**
 * A page of what `select` makes of the candidates, which it joins to their things: first names in
 * which the words of `q` follow each other, then names with the same words apart. `fits` says that a
 * candidate has all words and was not found by an earlier one: it is for `visible` to hold. Throws
 * `invalid` for a cursor that isn't of this list.
 */
export async function pageByName<Row extends Candidate>(
  db: Database,
  asked: ByName,
  select: Select,
): Promise<Page<Row>> {
  const { q, limit, cursor, eager = false } = asked;
  const begin = cursor === undefined ? undefined : placeIn(cursor);
  const phrase = searchKey(q, 60);
  const words = searchWords(q).toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return { items: [], next: null };
  const tiers: Tier[] = [{ words: words.length > 1 ? [phrase] : words }];
  if (words.length > 1) tiers.push({ words, besides: phrase });
  const first = begin?.isApart ? 1 : 0;
  if (first >= tiers.length) throw foreign();
  const pageOf = (at: number, size: number) =>
    walk<Row>(db, { ...asked, limit: size }, tiers[at]!, at === first ? begin : undefined, select);
  const isLast = first + 1 >= tiers.length;
  const [{ items, next }, ahead] = await Promise.all([
    pageOf(first, limit),
    eager && !isLast ? pageOf(first + 1, limit) : undefined,
  ]);
  if (next || isLast) return { items, next: next && encodeCursor(valuesOf(next, first)) };
  const left = limit - items.length;
  const others = ahead ?? (await pageOf(first + 1, Math.max(left, 1)));
  const cut = others.items.slice(0, left);
  const last = others.items.length > left ? (cut.at(-1) ?? beginning) : others.next;
  return { items: [...items, ...cut], next: last && encodeCursor(valuesOf(last, first + 1)) };
}

type Select = (q: Database, named: Named, fits: SQL) => unknown;

/** The words that are looked for, and the phrase by which names were found before. */
interface Tier {
  words: readonly string[];
  besides?: string;
}

/** A page of one tier, and the candidate that the next one begins after: mostly one round. */
async function walk<Row extends Candidate>(
  db: Database,
  asked: ByName,
  tier: Tier,
  begin: Place | undefined,
  select: Select,
): Promise<{ items: Row[]; next: Place | null }> {
  const items: Row[] = [];
  let from = begin;
  for (let looked = 0; ;) {
    const limit = asked.limit - items.length;
    // Where some were hidden more follow: long strides rather than many.
    const most = Math.max(
      limit + 1 + (asked.circles ? spare : 0),
      looked > 0 || tier.words.length > 1 ? stride : 0,
    );
    const found = await round<Row>(db, { ...asked, limit }, most, tier, from, select);
    items.push(...found.items);
    looked += most;
    const isFull = items.length === asked.limit || looked >= mostLooked || tier.words.length > 1;
    if (!found.next || isFull) return { items, next: found.next };
    from = found.next;
  }
}

/** What is visible among the next candidates. */
async function round<Row extends Candidate>(
  db: Database,
  { types, scopes, circles, limit }: ByName,
  most: number,
  { words, besides }: Tier,
  begin: Place | undefined,
  select: Select,
): Promise<{ items: Row[]; next: Place | null }> {
  const from = begin?.token ? begin : undefined;
  const walked = from
    ? words.filter((word) => from.token.startsWith(word))
    : words.slice(0, mostWalked);
  if (walked.length === 0) throw foreign();
  const phases = walked.flatMap((word) =>
    [false, true]
      .filter((isInside) => !from || isInside >= from.inside)
      .map((isInside) => ({
        word,
        isInside,
        types,
        from: from?.inside === isInside ? from : undefined,
      })),
  );
  const found = circles
    ? await batch(db, (b) =>
        walked.map((word) =>
          circlesWith(
            b,
            circles(b),
            phases.filter((phase) => phase.word === word),
            most,
          ),
        ),
      )
    : [];
  const plans = walked.flatMap((word, i) => {
    const all = [...scopes, ...(found[i] ?? []).map(({ id }) => id)];
    const ranges = phases
      .filter((phase) => phase.word === word)
      .flatMap((phase) => all.flatMap((scope) => rangesOf(phase, scope)));
    return sliced(ranges).map((slice) => ({ word, slice }));
  });
  const ask = (b: Database) =>
    plans.map(({ word, slice }) => {
      const named = candidatesOf(b, slice, most);
      return select(b, named, fitting(named, word, words, besides)) as Statement;
    });
  const pages = (await batch(db, ask)) as Row[][];
  // A join keeps no order: each page is sorted anew.
  const lists = walked.map((word) =>
    merge(
      [pages.filter((_, i) => plans[i]!.word === word).flat(), []],
      order,
      (row) => valuesOf(row, 0),
      most,
    ),
  );
  // A list that ended has all there is; where none did, the longest word is likely the rarest.
  const list = lists.find(({ length }) => length < most) ?? lists[0]!;
  const visible = list.filter((row) => row.visible);
  const items = visible.slice(0, limit);
  const last = visible.length > limit ? items.at(-1) : list.length === most ? list.at(-1) : null;
  return { items, next: last ?? null };
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

type Place = Omit<Candidate, 'visible'> & { isApart?: boolean };

/** Before everything. */
const beginning: Place = { inside: false, token: '', objectType: 'collection', objectId: '' };

/** `tier`: 0 for words that follow each other, 1 for words apart. */
const valuesOf = ({ inside, token, objectType, objectId }: Place, tier: number) => [
  String(2 * tier + (inside ? 1 : 0)),
  token,
  objectType,
  objectId,
];

const { inside, token, objectType, objectId } = searchEntries;

function placeIn(cursor: string): Place {
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

const foreign = () => invalidField('cursor', 'This cursor does not belong to this list');

/** Names that begin with the word, or that have it inside, from a place on. */
interface Phase {
  word: string;
  isInside: boolean;
  types: readonly SearchObjectType[] | undefined;
  from: Place | undefined;
}

/** Each is a range of one index in the order of the page. */
function rangesOf({ word, isInside, types, from }: Phase, scope: string | SQLWrapper): SQL[] {
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
function circlesWith(q: Database, circles: Circles, phases: Phase[], most: number) {
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

/** The first `most` entries of the ranges together. SQLite reads them lazily where none has a limit. */
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
function fitting(
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

/** That an entry of the thing is so. */
const hasEntry = (type: SQL, id: SQL | Column, which: SQL): SQL =>
  sql`exists (select 1 from ${searchEntries}
    where ${objectType} = ${type} and ${objectId} = ${id} and ${which})`;

/** That a word of the name begins so; both values are named for the primary key to serve it. */
const begins = (word: string): SQL =>
  sql`${inside} in (false, true) and ${startsWith(token, word)}`;
