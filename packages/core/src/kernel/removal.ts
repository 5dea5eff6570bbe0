/**
 * Deleting, so that nothing dangles. The database may have no foreign keys (Vitess), and never has
 * any for polymorphic pairs: who deletes a row deletes what depends on it in the same batch.
 */
import {
  auditEvents,
  collectionItems,
  collections,
  organizations,
  users,
  workspaces,
} from '@vesta-cx/db';
import type { AnyTable, Database, Statement } from '@vesta-cx/db/query';
import {
  and,
  eq,
  getTableColumns,
  inArray,
  isNull,
  notInArray,
  or,
  sql,
  type Column,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import { references, type Reference } from './references.ts';

/**
 * The statements that delete the rows of `table` that `where` finds, everything that depends on
 * them first. What refers to them and may stand alone (an answer to a comment) is detached; where
 * that isn't allowed (a person's home organization) the whole batch fails, as by a foreign key.
 */
export const remove = (q: Database, table: AnyTable, where: SQL): Statement[] => [
  ...removeDependents(q, { table, where }),
  q.delete(table).where(where),
];

interface Doomed {
  table: AnyTable;
  where: SQL;
  /** A column whose values are known to be exactly `ids`. */
  known?: { column: Column; ids: SQLWrapper };
}

function removeDependents(q: Database, doomed: Doomed): Statement[] {
  const idsOf = (key: Column): SQLWrapper =>
    doomed.known?.column === key ? doomed.known.ids : select(q, doomed, key);
  const refersTo = ({ column, key, type }: Reference): SQL =>
    and(type && eq(type.column, type.value), inArray(column, idsOf(key)))!;

  const dependents = [...referringTo(doomed.table)].flatMap(([table, refs]) => {
    const alone = refs.filter(({ onDelete }) => onDelete !== 'cascade');
    const dependent = refs.filter(({ onDelete }) => onDelete === 'cascade');
    const places = table === collectionItems ? dependent.filter(({ type }) => type) : [];
    return [
      ...alone.map((reference) => detach(q, reference, refersTo(reference))),
      ...(places.length > 0 ? [countLess(q, or(...places.map(refersTo))!)] : []),
      ...(dependent.length > 0 ? removeAll(dependent) : []),
    ];
  });
  return [...dependents, ...removeLog(q, doomed.table, idsOf)];

  /** Deletes the rows of one table that refer in any of these ways. */
  function removeAll(refs: Reference[]): Statement[] {
    const [{ table, column, key, type }] = refs as [Reference];
    const where = or(...refs.map(refersTo))!;
    const known = refs.length === 1 && !type ? { column, ids: idsOf(key) } : undefined;
    return [...removeDependents(q, { table, where, known }), q.delete(table).where(where)];
  }
}

/**
 * A log goes with what it belongs to, and with nothing else. What is in the logs of a workspace and
 * of an organization stays until both are gone: an organization can read what was done in a
 * workspace that it had. What belongs to neither was a person's own.
 */
function removeLog(q: Database, table: AnyTable, idsOf: (key: Column) => SQLWrapper): Statement[] {
  const of = (log: Column, key: Column, other: Column, otherKey: Column): Statement =>
    q
      .delete(auditEvents)
      .where(
        and(
          inArray(log, idsOf(key)),
          or(
            isNull(other),
            notInArray(other, q.select({ id: sql`${otherKey}` }).from(otherKey.table as AnyTable)),
          ),
        ),
      );
  const { organizationId, workspaceId, userId } = auditEvents;
  const { id } = workspaces;
  const { workosOrgId } = organizations;
  if (table === workspaces) return [of(workspaceId, id, organizationId, workosOrgId)];
  if (table === organizations) return [of(organizationId, workosOrgId, workspaceId, id)];
  if (table !== users) return [];
  const ofNobodyElse = and(isNull(organizationId), isNull(workspaceId));
  return [
    q.delete(auditEvents).where(and(inArray(userId, idsOf(users.workosUserId)), ofNobodyElse)),
  ];
}

/** The references to a table, by the table that refers. */
function referringTo(target: AnyTable): Map<AnyTable, Reference[]> {
  return Map.groupBy(
    references.filter((reference) => reference.target === target),
    ({ table }) => table,
  );
}

function detach(q: Database, { table, column }: Reference, where: SQL): Statement {
  const [property] = Object.entries(getTableColumns(table)).find(([, own]) => own === column)!;
  return q
    .update(table)
    .set({ [property]: sql`null` } as never)
    .where(where);
}

/** Keeps the counts of the collections whose items `where` is about to delete. */
function countLess(q: Database, where: SQL): Statement {
  const inThis = and(eq(collectionItems.collectionId, collections.id), where);
  const table = collectionItems;
  return q
    .update(collections)
    .set({
      itemCount: sql`${collections.itemCount} - (select count(*) from ${table} where ${inThis})`,
    })
    .where(inArray(collections.id, select(q, { table, where }, table.collectionId)));
}

/**
 * The values of `column` in the rows that `where` finds. MySQL reads a table that the same
 * statement changes only through a derived table which it can't merge: hence DISTINCT.
 */
function select(q: Database, { table, where }: Doomed, column: Column): SQLWrapper {
  const ids = q
    .selectDistinct({ id: sql`${column}`.as('id') })
    .from(table)
    .where(where)
    .as('ids');
  return q.select({ id: ids.id }).from(ids);
}
