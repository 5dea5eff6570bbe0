/**
 * Finding things by the words of their names. A page walks one range of `search_entries`, names
 * that begin with the word before names that have it inside, and looks at so many candidates at
 * most, whatever there is: after a run of hidden or unfitting ones it is shorter than asked, or
 * empty, and its cursor goes on.
 */
import type { SearchObjectType } from '@vesta-cx/db';
import {
  batch,
  encodeCursor,
  searchKey,
  searchWords,
  type Database,
  type Page,
  type Statement,
} from '@vesta-cx/db/query';
import type { SQL } from 'drizzle-orm';
import {
  beginning,
  candidatesOf,
  circlesWith,
  fitting,
  foreign,
  placeIn,
  rangesOf,
  rangesPerStatement,
  valuesOf,
  type Candidate,
  type Circles,
  type Named,
  type Place,
} from './candidates.ts';
import { slicesOf } from './slices.ts';
import { merge } from './merge.ts';

/** A search by name. */
export interface ByName {
  /** Words, each of which must begin some word of the name. */
  q: string;
  /** Only things of these types; without it of all. */
  types?: readonly SearchObjectType[] | undefined;
  /** Whose search it is: of everybody (`publicScope`), of everybody signed in, of organizations. */
  scopes: readonly string[];
  /** Further scopes, very many perhaps, of which those are walked that have something for the page. */
  circles?: ((q: Database) => Circles) | undefined;
  /** True if names with the words apart are looked for at once, and not only when needed. */
  eager?: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** How many are looked at once where words must meet that stand apart, or where some were hidden. */
const stride = 40;
/** How many more than the page are looked at for somebody signed in, of which a few may be hidden. */
const spare = 2;
/** How many are looked at where some are hidden from the reader, before the page is left short. */
const mostLooked = 100;
/** How many words of a query are walked to learn which is the rarest. */
const mostWalked = 2;
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

const order = { direction: 'asc' } as const;

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

/** Returns what is visible among the next candidates. */
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
    return slicesOf(ranges, rangesPerStatement).map((slice) => ({ word, slice }));
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
