/** Actors that a person can act as in public: themself, or a workspace on which they hold `write`. */
import { workspaces, type Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { AppError, type Person } from '../kernel/index.ts';
import { mayOnWorkspace } from '../permissions/index.ts';

/** A workspace that somebody acts as, as much of it as every page shows. */
export type ActingAs = Pick<Workspace, 'id' | 'slug' | 'name' | 'avatarUrl'>;

/**
 * The workspace that the person has chosen to act as, or null when they may not, any more or at
 * all. One query: it is asked with every page of somebody who acts.
 */
export async function chosen(
  db: Database,
  person: Person,
  workspaceId: string,
): Promise<ActingAs | null> {
  const [workspace] = await db
    .select({
      id: workspaces.id,
      slug: workspaces.slug,
      name: workspaces.name,
      avatarUrl: workspaces.avatarUrl,
    })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), mayOnWorkspace(person, 'write')))
    .limit(1);
  return workspace ?? null;
}

/** What a form says of whoever it was filled in as, when that is the person themself. */
export const asThemself = 'self';

/**
 * Holds a form to the actor it was filled in as: another tab may have switched since, or the right
 * is gone, and nothing may go out under another name. Throws `conflict`.
 */
export function requireSameActor(sent: string, now: ActingAs | null): void {
  if (sent === (now?.id ?? asThemself)) return;
  const name = now ? `as ${now.name}` : 'as yourself';
  throw new AppError(
    'conflict',
    `You now act ${name}, and this was written as somebody else. Nothing has gone out: look at whom you act as, then send it again.`,
  );
}
