/** What stands in the way of deleting an organization. */
import { resources, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { asc, eq, sql, type SQL } from 'drizzle-orm';
import {
  inlineViewer,
  mayOnResource,
  mayOnWorkspace,
  principalOf,
  type Authorized,
} from '../permissions/index.ts';
import { ownedBy } from './closure.ts';
import type { SeenOrganization } from './queries.ts';

/** What an organization still owns; it is not deleted before it owns nothing. */
export interface Holdings {
  workspaces: { slug: string; name: string }[];
  /** What it owns in workspaces of others: named once it owns no workspaces. */
  resources: { id: string; title: string; workspace: string | null }[];
  /** True if it owns anything beyond what is named, for instance what the viewer may not delete. */
  isMore: boolean;
}

const mostNamed = 12;

/** The first of what the organization owns, as far as the viewer may delete it, at a bounded cost. */
export async function holdings(
  db: Database,
  organization: Authorized<'delete', SeenOrganization>,
): Promise<Holdings> {
  const id = organization.workosOrgId;
  const viewer = inlineViewer(principalOf(organization));
  const homes = await db
    .select({
      slug: workspaces.slug,
      name: workspaces.name,
      isTheirs: flag(mayOnWorkspace(viewer, 'delete')),
    })
    .from(workspaces)
    .where(ownedBy(workspaces, id))
    .orderBy(asc(workspaces.id))
    .limit(mostNamed + 1);
  // While it owns workspaces, most of its resources are in them and go where they go.
  const works =
    homes.length > 0
      ? []
      : await db
          .select({
            id: resources.id,
            title: sql<string>`coalesce(${resources.title}, ${resources.excerpt}, '')`,
            workspace: workspaces.slug,
            isTheirs: flag(mayOnResource(viewer, 'delete')),
          })
          .from(resources)
          .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
          .where(ownedBy(resources, id))
          .orderBy(asc(resources.id))
          .limit(mostNamed + 1);
  const named = {
    workspaces: theirs(homes).map(({ slug, name }) => ({ slug, name })),
    resources: theirs(works).map(({ id, title, workspace }) => ({ id, title, workspace })),
  };
  const count = named.workspaces.length + named.resources.length;
  return { ...named, isMore: count < homes.length + works.length };
}

const flag = (condition: SQL) => sql`case when ${condition} then 1 else 0 end`.mapWith(Boolean);

const theirs = <Row extends { isTheirs: boolean }>(rows: Row[]): Row[] =>
  rows.slice(0, mostNamed).filter(({ isTheirs }) => isTheirs);
