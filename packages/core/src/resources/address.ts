/** From the two parts of an address to the resource behind it. */
import { formerSlugs, resources, workspaces, workspaceSlugs, type Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { hadSlug, notFound } from '../kernel/index.ts';

/** Which resource an address means, and how the page around it looks. */
export interface Located {
  id: string;
  theme: Workspace['theme'];
  /** Whether guests may read the workspace: then it has feeds. */
  guestReadable: boolean;
}

/**
 * The resource at `/[workspace]/[slug]`, in any case and also under slugs that the workspace or the
 * resource had before; what has the slug now goes before what had it. Says nothing about rights: give the id to `read` before anything is shown, since a single
 * resource may be open in a closed workspace. Throws `not_found`.
 */
export async function locate(db: Database, workspace: string, slug: string): Promise<Located> {
  const home = workspace.toLowerCase();
  const { theme, guestReadable } = workspaces;
  const columns = { id: resources.id, theme, guestReadable };
  slug = slug.toLowerCase();
  const here = eq(resources.slug, slug);
  const [present] = await db
    .select(columns)
    .from(workspaces)
    .innerJoin(resources, and(eq(resources.workspaceId, workspaces.id), here))
    .where(eq(workspaces.slug, home))
    .limit(1);
  if (present) return present;
  const [former] = await db
    .select({ ...columns, formerId: formerSlugs.objectId })
    .from(workspaceSlugs)
    .innerJoin(workspaces, eq(workspaces.id, workspaceSlugs.workspaceId))
    .leftJoin(resources, and(eq(resources.workspaceId, workspaces.id), here))
    .leftJoin(formerSlugs, hadSlug('resource', { type: 'workspace', id: workspaces.id }, slug))
    .where(eq(workspaceSlugs.slug, home))
    .limit(1);
  const id = former?.id ?? former?.formerId;
  if (!former || !id) throw notFound('resource');
  return { id, theme: former.theme, guestReadable: former.guestReadable };
}
