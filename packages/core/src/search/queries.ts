/** Search over everything that has a name. */
import type { Workspace } from '@vesta-cx/db';
import { searchKey, type Database } from '@vesta-cx/db/query';
import { list as listCollections, type Owned } from '../collections/queries.ts';
import type { Principal } from '../kernel/index.ts';
import { list as listResources } from '../resources/queries.ts';
import type { ResourceSummary } from '../resources/hydrate.ts';
import { search as searchPeople, type PublicPerson } from '../users/queries.ts';
import { list as listWorkspaces } from '../workspaces/queries.ts';
import { beginningOf } from '@vesta-cx/utils/text';

/** The first of each kind whose name starts with what was asked, alphabetically. */
export interface Found {
  workspaces: Workspace[];
  resources: ResourceSummary[];
  collections: Owned[];
  people: PublicPerson[];
}

/** The longest text that is looked for; names are no longer. */
export const maxQueryLength = 120;

/**
 * What everybody may find under names that start with `q`, at most `limit` of each kind, without
 * regard to case or accents. Nothing for an empty `q`.
 */
export async function everywhere(
  db: Database,
  principal: Principal,
  q: string,
  limit = 8,
): Promise<Found> {
  const asked = beginningOf(q, maxQueryLength);
  if (!searchKey(asked)) return { workspaces: [], resources: [], collections: [], people: [] };
  const slice = { q: asked, limit };
  const [workspaces, resources, collections, people] = await Promise.all([
    listWorkspaces(db, principal, slice),
    listResources(db, principal, { ...slice, credits: false }),
    listCollections(db, principal, slice),
    searchPeople(db, asked, limit),
  ]);
  return {
    workspaces: workspaces.items,
    resources: resources.items,
    collections: collections.items,
    people,
  };
}
