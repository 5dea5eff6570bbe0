/** From the two parts of an address to the resource behind it. */
import { resources, workspaces, workspaceSlugs, type Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../kernel/index.ts';

/** Which resource an address means, and how the page around it looks. */
export interface Located {
  id: string;
  theme: Workspace['theme'];
}

/**
 * The resource at `/[workspace]/[slug]`, in any case and also under a slug that the workspace had
 * before. Says nothing about rights: give the id to `read` before anything is shown, since a single
 * resource may be open in a closed workspace. Throws `not_found`.
 */
export async function locate(db: Database, workspace: string, slug: string): Promise<Located> {
  const home = workspace.toLowerCase();
  const columns = { id: resources.id, theme: workspaces.theme };
  const here = eq(resources.slug, slug.toLowerCase());
  const [present] = await db
    .select(columns)
    .from(workspaces)
    .innerJoin(resources, and(eq(resources.workspaceId, workspaces.id), here))
    .where(eq(workspaces.slug, home))
    .limit(1);
  if (present) return present;
  const [former] = await db
    .select(columns)
    .from(workspaceSlugs)
    .innerJoin(workspaces, eq(workspaces.id, workspaceSlugs.workspaceId))
    .innerJoin(resources, and(eq(resources.workspaceId, workspaces.id), here))
    .where(eq(workspaceSlugs.slug, home))
    .limit(1);
  if (!former) throw notFound('resource');
  return former;
}
