/** Rights to manage keys. */
import type { ApiKeyOwnerType, Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { roleIn } from '../permissions/index.ts';
import { logOf, type AuditEntry } from '../audit/index.ts';
import {
  forbidden,
  invalidField,
  notFound,
  requireUnrestrictedKey,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { authorize as authorizeWorkspace } from '../workspaces/index.ts';

/** What a key is for, and in whose log its making is written down; none for a person's own. */
export interface KeyOwner {
  ownerType: ApiKeyOwnerType;
  ownerId: string;
  log: AuditEntry['log'] | null;
}

/**
 * That the person may manage the keys of this owner: their own, those of a workspace or of an
 * organization that they administer. Throws `not_found` or `forbidden`.
 */
export async function authorizeOwner(
  db: Database,
  person: Person,
  { ownerType = 'user', ownerId }: { ownerType?: ApiKeyOwnerType; ownerId?: string },
): Promise<KeyOwner> {
  if (ownerType === 'user') {
    requireUnrestrictedKey(person);
    if (ownerId !== undefined && ownerId !== person.userId) {
      throw forbidden('A person’s keys are for that person only');
    }
    return { ownerType, ownerId: person.userId, log: null };
  }
  if (ownerId === undefined) throw invalidField('ownerId', `Say which ${ownerType} it is for`);
  if (ownerType === 'organization') {
    await requireAdministrator(db, person, ownerId);
    return { ownerType, ownerId, log: { organizationId: ownerId, workspaceId: null } };
  }
  const workspace: Workspace = await authorizeWorkspace(db, person, ownerId, 'admin');
  return { ownerType, ownerId: workspace.id, log: logOf(workspace) };
}

async function requireAdministrator(
  db: Database,
  { userId, key }: Principal & Person,
  organizationId: string,
): Promise<void> {
  const role = await roleIn(db, userId, organizationId);
  const place = key?.confinedTo;
  const outside = place && (place.type !== 'organization' || place.id !== organizationId);
  if (!role || outside) throw notFound('organization');
  if (role !== 'admin') {
    throw forbidden('Only an administrator of the organization can manage its keys');
  }
}
