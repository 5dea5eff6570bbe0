/** From the two parts of an address to the resource behind it. */
import { formerSlugs, resources, workspaces, workspaceSlugs, type Workspace } from '@vesta-cx/db';
import { compiled, type Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { hadSlug, notFound } from '../kernel/index.ts';
import type { Placed } from './rights.ts';

/** Which resource an address means, and how the page around it looks. */
export interface Located {
  id: string;
  theme: Workspace['theme'];
  /** True if guests may read the workspace: then it has feeds. */
  guestReadable: boolean;
  /** What `read` would look up; where the address is a former one it has to. */
  placed?: Placed;
}

/**
 * The resource at `/[workspace]/[slug]`, in any case and also under slugs that the workspace or the
 * resource had before; what has the slug now goes before what had it. Says nothing about rights: give the id to `read` before anything is shown, since a single
 * resource may be open in a closed workspace. Throws `not_found`.
 */
export async function locate(db: Database, workspace: string, slug: string): Promise<Located> {
  const home = workspace.toLowerCase();
  const columns = {
    id: resources.id,
    theme: workspaces.theme,
    guestReadable: workspaces.guestReadable,
  };
  slug = slug.toLowerCase();
  const here = eq(resources.slug, slug);
  const [present] = await presentAt(db, { home, slug });
  if (present) {
    const { theme, guestReadable } = present.workspace;
    return { id: present.resource.id, theme, guestReadable, placed: present };
  }
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

const presentAt = compiled((q, { home, slug }: { home: string; slug: string }) =>
  q
    .select({ resource: resources, workspace: workspaces })
    .from(workspaces)
    .innerJoin(resources, and(eq(resources.workspaceId, workspaces.id), eq(resources.slug, slug)))
    .where(eq(workspaces.slug, home))
    .limit(1),
);
