import { organizations } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { Workos } from '@vesta-cx/utils/workos';
import { inArray } from 'drizzle-orm';
import { callWorkos } from './workos-calls.ts';

/** How many organizations that are not known here WorkOS is asked about for one page. */
const mostAsked = 5;

/**
 * Returns what the organizations are called, by id: those that are known here, and a few that only WorkOS knows
 * so far. At most 100 ids. Throws as `callWorkos` does.
 */
export async function organizationNames(
  db: Database,
  workos: Workos,
  organizationIds: string[],
): Promise<Map<string, string>> {
  const ids = [...new Set(organizationIds)];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: organizations.workosOrgId, name: organizations.name })
    .from(organizations)
    .where(inArray(organizations.workosOrgId, ids));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const unknown = ids.filter((id) => !names.has(id)).slice(0, mostAsked);
  const asked = await Promise.all(
    unknown.map((id) => callWorkos('organization', () => workos.organizations.get(id))),
  );
  for (const found of asked) if (found) names.set(found.id, found.name);
  return names;
}
