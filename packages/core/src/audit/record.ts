import { auditEvents, newId, workspaces, type Workspace } from '@vesta-cx/db';
import type { AnyTable, Database, Statement } from '@vesta-cx/db/query';
import { getTableColumns, is, SQL, sql, type Column } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import type { AuditKind } from './kinds.ts';
import { cutText } from '@vesta-cx/utils/text';

/** One thing that was done. */
export interface AuditEntry {
  /** Whose log it goes into: an organization's, a workspace's, or both; see `logOf`. */
  log: {
    organizationId?: string | SQL<string | null> | null;
    workspaceId?: string | SQL<string | null> | null;
  };
  /** `workspace.update`, `team.member.add`: the object and what was done to it. */
  action: AuditKind;
  /**
   * With `idIfExists` for its id nothing is written, nor done, about what is gone. A person's name
   * is not kept: the log can't be changed when they delete their account.
   */
  object: {
    type: string | SQL<string>;
    id: string | SQL<string>;
    name?: string | SQL<string | null> | null;
  };
  /** What changed, in a few words and numbers; never secrets or people's texts. */
  detail?: Record<string, unknown>;
  /**
   * Written only if this row is there when it is the statement's turn: for changes that find out
   * by their own conditions that there is nothing to do. At most one row may match.
   */
  onlyIf?: { from: AnyTable; where: SQL };
}

/**
 * The statement that writes down what `who` does. It goes into the batch of the change itself, so
 * that neither is there without the other. `who` may also be a means without a person: WorkOS
 * told us, or a job did it.
 */
export function record(
  q: Database,
  who: Principal | 'workos' | 'system',
  { onlyIf, ...entry }: AuditEntry,
): Statement {
  const row = rowOf(who, entry);
  return onlyIf ? insertFrom(q, onlyIf, newId(), row) : q.insert(auditEvents).values(row);
}

/**
 * The same for each row that is there when it is the statement's turn, however many: the entry
 * speaks of them by their columns. `key` is the UUIDv7 of a row.
 */
export function recordEach(
  q: Database,
  who: Principal | 'workos' | 'system',
  entry: Omit<AuditEntry, 'onlyIf' | 'detail'> & { detail?: Record<string, unknown> | SQL },
  { key, ...rows }: { from: AnyTable; where: SQL; key: Column },
): Statement {
  // Of this moment, and for the rest as random as the row's own id: SQL makes no UUIDv7.
  const moment = newId().slice(0, 15);
  // Not a concatenation, which the engines write in different ways.
  const id = sql`replace(${`${moment}#`}, '#', substr(${key}, 16))`;
  return insertFrom(q, rows, id, rowOf(who, entry));
}

const rowOf = (
  who: Principal | 'workos' | 'system',
  { log, action, object, detail }: Parameters<typeof recordEach>[2],
) => ({
  ...log,
  ...(typeof who === 'string' ? { means: who } : doneBy(who)),
  action,
  objectType: object.type,
  objectId: object.id,
  objectName: object.type === 'user' ? null : nameOf(object),
  detail: detail ?? null,
});

const nameOf = ({ name }: AuditEntry['object']) =>
  is(name, SQL) ? sql`substr(${name}, 1, 200)` : ((name && cutText(name, 200)) ?? null);

function insertFrom(
  q: Database,
  { from, where }: { from: AnyTable; where: SQL },
  id: string | SQL,
  row: Record<string, unknown>,
): Statement {
  const values: Record<string, unknown> = { id, createdAt: new Date(), ...row };
  const selected = Object.entries(getTableColumns(auditEvents)).map(([key, column]) => [
    key,
    literal(values[key], column).as(column.name),
  ]);
  return q.insert(auditEvents).select(
    q
      .select(Object.fromEntries(selected) as never)
      .from(from)
      .where(where) as never,
  );
}

/** The log of a workspace, and of the organization that owns it. */
export const logOf = ({
  id,
  ownerType,
  ownerId,
}: Pick<Workspace, 'id' | 'ownerType' | 'ownerId'>): AuditEntry['log'] => ({
  workspaceId: id,
  organizationId: ownerType === 'organization' ? ownerId : null,
});

/** Like `logOf`, of a workspace of which only the id is known. */
export const logOfWorkspace = (id: string): AuditEntry['log'] => ({
  workspaceId: id,
  organizationId: sql<string | null>`(select ${workspaces.ownerId} from ${workspaces}
    where ${workspaces.id} = ${id} and ${workspaces.ownerType} = 'organization')`,
});

const literal = (value: unknown, column: Column): SQL =>
  value === undefined || value === null
    ? sql`null`
    : is(value, SQL)
      ? // Nested, or Drizzle would take the tables off the columns in it.
        sql`${value}`
      : sql`${sql.param(value, column)}`;

const doneBy = ({ userId, key, actingAs }: Principal) => ({
  userId,
  means: key ? ('key' as const) : ('session' as const),
  keyId: key?.id ?? null,
  actingAsType: actingAs?.type ?? null,
  actingAsId: actingAs?.id ?? null,
});
