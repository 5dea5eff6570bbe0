/** Log entries of a collection's changes, for the workspace that owns it. */
import { collections, type Collection } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, type SQL } from 'drizzle-orm';
import { logOfWorkspace, record, type AuditKind } from '../audit/index.ts';
import type { Principal } from '../kernel/index.ts';

/** No statement for a person's collection: that is their own affair. */
export function logged(
  q: Database,
  who: Principal,
  action: AuditKind,
  { id, ownerType, ownerId, name }: Pick<Collection, 'id' | 'ownerType' | 'ownerId' | 'name'>,
  { detail, when }: { detail?: Record<string, unknown>; when?: SQL } = {},
): Statement[] {
  if (ownerType !== 'workspace') return [];
  return [
    record(q, who, {
      log: logOfWorkspace(ownerId),
      action,
      object: { type: 'collection', id, name },
      ...(detail && { detail }),
      onlyIf: { from: collections, where: and(eq(collections.id, id), when)! },
    }),
  ];
}
