/** The addresses that renamed resources and collections had: they lead on until something else takes them. */
import { formerSlugs, type ActorType, type FormerSlugObjectType } from '@vesta-cx/db';
import type { AnyTable, Database, Statement } from '@vesta-cx/db/query';
import { and, desc, eq, inArray, lt, ne, or, sql, type Column, type SQL } from 'drizzle-orm';

/** Below whose address a thing is. */
export interface SlugHome {
  type: ActorType;
  id: string;
}

/** Maximum of old addresses that are kept of one row, the newest. */
export const mostFormerSlugs = 20;

const below = (objectType: FormerSlugObjectType, home: { type: ActorType; id: string | Column }) =>
  and(
    eq(formerSlugs.homeType, home.type),
    eq(formerSlugs.homeId, home.id),
    eq(formerSlugs.objectType, objectType),
  );

/** SQL condition: the row says what had this slug last below that home, and no longer has it. */
export const hadSlug = (
  objectType: FormerSlugObjectType,
  home: { type: ActorType; id: string | Column },
  slug: string,
): SQL => and(below(objectType, home), eq(formerSlugs.slug, slug))!;

/** The statement that gives a slug up for something new that has it. */
export const takeSlug = (
  q: Database,
  objectType: FormerSlugObjectType,
  home: SlugHome,
  slug: string,
): Statement => q.delete(formerSlugs).where(hadSlug(objectType, home, slug));

/** The statements, to be sent before it is renamed, that keep the present address of a thing. */
export function keepFormerSlug(
  q: Database,
  objectType: FormerSlugObjectType,
  { id, slug: column }: { id: Column; slug: Column },
  thing: { id: string; home: SlugHome },
  slug: string,
  now = new Date(),
): Statement[] {
  const table = column.table as AnyTable;
  const here = eq(id, thing.id);
  const present = q
    .select({ slug: sql`${column}` })
    .from(table)
    .where(here);
  const its = and(eq(formerSlugs.objectType, objectType), eq(formerSlugs.objectId, thing.id));
  const newest = q
    .select({ at: sql`${formerSlugs.createdAt}`.as('at') })
    .from(formerSlugs)
    .where(its)
    .orderBy(desc(formerSlugs.createdAt))
    .limit(1)
    .offset(mostFormerSlugs - 1)
    // MySQL reads a table that the same statement changes only through a derived one.
    .as('newest');
  return [
    q
      .delete(formerSlugs)
      .where(
        and(
          below(objectType, thing.home),
          or(eq(formerSlugs.slug, slug), inArray(formerSlugs.slug, present)),
        ),
      ),
    q.insert(formerSlugs).select(
      q
        .select({
          objectType: sql<FormerSlugObjectType>`${objectType}`.as('object_type'),
          objectId: sql<string>`${id}`.as('object_id'),
          homeType: sql<ActorType>`${thing.home.type}`.as('home_type'),
          homeId: sql<string>`${thing.home.id}`.as('home_id'),
          slug: sql<string>`${column}`.as('slug'),
          createdAt: sql<Date>`${sql.param(now, formerSlugs.createdAt)}`.as('created_at'),
        })
        .from(table)
        .where(and(here, ne(column, slug))),
    ),
    q
      .delete(formerSlugs)
      .where(and(its, lt(formerSlugs.createdAt, q.select({ at: newest.at }).from(newest)))),
  ];
}
