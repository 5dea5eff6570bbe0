/** What is written down of a change to a resource, in the log of the workspace it is in. */
import { resources, type Resource } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { logOfWorkspace, record, type AuditKind } from '../audit/index.ts';
import type { Principal } from '../kernel/index.ts';

/** No statement for what is in no workspace: a person's statuses are their own affair. */
export function logged(
  q: Database,
  who: Principal,
  action: AuditKind,
  {
    id,
    workspaceId,
    type,
    title,
    slug,
  }: Pick<Resource, 'id' | 'workspaceId' | 'type' | 'title' | 'slug'>,
  detail: Record<string, unknown> = {},
): Statement[] {
  if (!workspaceId) return [];
  return [
    record(q, who, {
      log: logOfWorkspace(workspaceId),
      action,
      object: { type: 'resource', id, name: title ?? slug },
      detail: { type, ...detail },
      onlyIf: { from: resources, where: eq(resources.id, id) },
    }),
  ];
}
