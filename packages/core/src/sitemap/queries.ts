/**
 * Which pages search engines are told of: what is public, listed, published and open to guests. In
 * parts that stay small and cheap however much there is: ids begin with the moment at which they
 * were made, so those that begin alike were made in the same few days.
 */
import {
  collectionItems,
  collections,
  resources,
  users,
  workspaces,
  type ActorType,
} from '@vesta-cx/db';
import { batch, startsWith, type Database } from '@vesta-cx/db/query';
import { and, asc, eq, exists, lt, lte, ne, or, sql, type Column, type SQL } from 'drizzle-orm';
import { pathOf } from '../resources/index.ts';
import { deletedUserId } from '../kernel/index.ts';

/** A page of the site. */
export interface SitemapPage {
  /** Its canonical path. */
  path: string;
  /** When it last changed, where its row tells that. */
  changedAt?: Date;
}

/** What was made in the same few days. */
export interface SitemapPart {
  kind: Kind;
  /** What all its ids begin with. */
  begin: string;
}

const manualOfGuests = and(
  eq(collections.guestReadable, true),
  eq(collections.status, 'LISTED'),
  eq(collections.type, 'manual'),
);

/**
 * Of each kind the ids, as an index has them in their order, and how much of an id begins a part:
 * of a UUIDv7 (RFC 9562) five digits, which is 2^28 ms or three days; of an id of WorkOS `user_` and
 * four of a ULID, 2^30 ms or twelve days.
 */
const kinds = {
  workspaces: { id: workspaces.id, within: eq(workspaces.guestReadable, true), length: 5 },
  resources: { id: resources.id, within: undefined, length: 5 },
  collections: { id: collections.id, within: manualOfGuests, length: 5 },
  people: { id: users.workosUserId, within: ne(users.workosUserId, deletedUserId), length: 9 },
} satisfies Record<string, { id: Column; within: SQL | undefined; length: number }>;

type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds) as Kind[];

/** How many ids of a part are looked at: sitemaps.org allows 50,000 addresses in a file. */
const mostOfPart = 10_000;

/** MySQL follows 1,000 steps of a recursion and no more. */
const mostSteps = 500;

/** A part's name, as its address has it: `resources-019a2`. */
export const partName = ({ kind, begin }: SitemapPart): string => `${kind}-${begin}`;

/** The part of this name, or null when no part can have it. */
export function parsePart(name: string): SitemapPart | null {
  const [, kind, begin] = /^([a-z]+)-([\w-]+)$/.exec(name) ?? [];
  const known = kindNames.find((one) => one === kind);
  if (!known || begin?.length !== kinds[known].length) return null;
  return { kind: known, begin };
}

/**
 * All parts, newest first. Reads about one row a part: as many as there are spans of some days in
 * which something was made, however much that was. Of `resources` and `people` there can be parts
 * without a page, since no index keeps what is public apart in the order of ids.
 */
export async function listParts(db: Database): Promise<SitemapPart[]> {
  const first = await batch(db, (q) => kindNames.map((kind) => beginnings(q, kind)));
  const all = await Promise.all(
    kindNames.map(async (kind, i) => {
      const found = first[i]!.map(({ begin }) => begin);
      let last = found;
      while (last.length === mostSteps) {
        last = (await beginnings(db, kind, last.at(-1))).map(({ begin }) => begin);
        found.push(...last);
      }
      return found.map((begin) => ({ kind, begin }));
    }),
  );
  return all.flat();
}

/** The beginnings of ids below `before`, downwards; from each the index is entered anew. */
function beginnings(q: Database, kind: Kind, before?: string) {
  const { id, within, length } = kinds[kind];
  const begin = sql.raw(`substr(steps.id, 1, ${length})`);
  const last = (bound: SQL | undefined) =>
    sql`(select ${id} from ${id.table} where ${and(within, bound) ?? sql`1 = 1`} order by ${id} desc limit 1)`;
  return q
    .select({ begin: sql<string>`found.begin` })
    .from(
      sql`(with recursive steps (id, step) as (
        select ${last(before === undefined ? undefined : lt(id, before))}, 1
        union all
        select ${last(sql`${id} < ${begin}`)}, steps.step + 1 from steps
        where steps.id is not null and steps.step < ${sql.raw(String(mostSteps))}
      ) select ${begin} as begin, steps.step from steps where steps.id is not null) as found`,
    )
    .orderBy(sql`found.step`);
}

/**
 * The pages of a part, oldest first: of its first `most` ids those that guests may find at `now`.
 * Who is a person and nothing more is not among them: only whoever shows something in public.
 */
export async function pagesIn(
  db: Database,
  { kind, begin }: SitemapPart,
  now = new Date(),
  most = mostOfPart,
): Promise<SitemapPage[]> {
  return pages[kind](db, begin, most, now);
}

type Pages = (db: Database, begin: string, most: number, now: Date) => Promise<SitemapPage[]>;

const pages: Record<Kind, Pages> = {
  async workspaces(db, begin, most) {
    const rows = await db
      .select({ slug: workspaces.slug, visibility: workspaces.visibility })
      .from(workspaces)
      .where(and(kinds.workspaces.within, startsWith(workspaces.id, begin)))
      .orderBy(asc(workspaces.id))
      .limit(most);
    // A private one that a rule opens to guests asks search engines to leave its page alone.
    return rows.flatMap(({ slug, visibility }) =>
      visibility === 'public' ? [{ path: `/${slug}` }] : [],
    );
  },

  async resources(db, begin, most, now) {
    const { id, slug, workspaceId, status, guestReadable, publishedAt, updatedAt } = resources;
    const made = db
      .select({ id, slug, workspaceId, status, guestReadable, publishedAt, updatedAt })
      .from(resources)
      .where(startsWith(id, begin))
      .orderBy(asc(id))
      .limit(most)
      .as('made');
    const rows = await db
      .select({
        id: made.id,
        slug: made.slug,
        publishedAt: made.publishedAt,
        updatedAt: made.updatedAt,
        home: sql<string>`${workspaces.slug}`.as('home'),
      })
      .from(made)
      // A person's own status has no page of its own.
      .innerJoin(workspaces, eq(workspaces.id, made.workspaceId))
      .where(
        and(eq(made.guestReadable, true), eq(made.status, 'LISTED'), lte(made.publishedAt, now)),
      )
      .orderBy(asc(made.id));
    return rows.map(({ home, publishedAt, updatedAt, ...row }) => ({
      path: pathOf(row, { slug: home }, undefined),
      changedAt: publishedAt! > updatedAt ? publishedAt! : updatedAt,
    }));
  },

  async collections(db, begin, most) {
    const isOf = (type: ActorType, id: Column) =>
      and(eq(collections.ownerType, type), eq(id, collections.ownerId));
    const rows = await db
      .select({
        slug: collections.slug,
        updatedAt: collections.updatedAt,
        handle: users.handle,
        home: sql<string | null>`${workspaces.slug}`.as('home'),
      })
      .from(collections)
      .leftJoin(users, isOf('user', users.workosUserId))
      .leftJoin(workspaces, isOf('workspace', workspaces.id))
      .where(and(manualOfGuests, startsWith(collections.id, begin)))
      .orderBy(asc(collections.id))
      .limit(most);
    return rows.flatMap(({ slug, updatedAt, handle, home }) => {
      const owner = handle === null ? home : `user/${handle}`;
      return owner === null ? [] : [{ path: `/${owner}/c/${slug}`, changedAt: updatedAt }];
    });
  },

  async people(db, begin, most, now) {
    const made = db
      .select({ id: users.workosUserId, handle: users.handle })
      .from(users)
      .where(and(kinds.people.within, startsWith(users.workosUserId, begin)))
      .orderBy(asc(users.workosUserId))
      .limit(most)
      .as('made');
    const rows = await db
      .select({ handle: made.handle })
      .from(made)
      .where(showsSomething(db, made.id, now))
      .orderBy(asc(made.id));
    return rows.map(({ handle }) => ({ path: `/user/${handle}` }));
  },
};

/** SQL condition: the page of a person has a workspace, a collection or a status for guests. */
function showsSomething(db: Database, personId: Column, now: Date): SQL {
  const one = { one: sql`1` };
  const isTheirs = (table: typeof workspaces | typeof collections) =>
    and(eq(table.ownerType, 'user'), eq(table.ownerId, personId));
  return or(
    exists(
      db
        .select(one)
        .from(workspaces)
        .where(and(isTheirs(workspaces), eq(workspaces.guestReadable, true))),
    ),
    exists(
      db
        .select(one)
        .from(collections)
        .where(and(isTheirs(collections), manualOfGuests)),
    ),
    exists(
      db
        .select(one)
        .from(collections)
        .innerJoin(collectionItems, eq(collectionItems.collectionId, collections.id))
        .innerJoin(resources, eq(resources.id, collectionItems.itemId))
        .where(
          and(
            isTheirs(collections),
            eq(collections.kind, 'resources'),
            eq(collectionItems.itemType, 'resource'),
            eq(resources.status, 'LISTED'),
            eq(resources.guestReadable, true),
            lte(resources.publishedAt, now),
          ),
        ),
    ),
  )!;
}
