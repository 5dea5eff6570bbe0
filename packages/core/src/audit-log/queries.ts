/** Reading a log. It takes the proof that the reader administers what the log belongs to. */
import {
  apiKeys,
  auditEvents,
  workspaces,
  type AuditEvent,
  type Organization,
  type Workspace,
} from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  encodeCursor,
  orderOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, count, eq, gte, inArray, lt, min, type SQL } from 'drizzle-orm';
import { invalidField, type Principal, readInSlices } from '../kernel/index.ts';
import { visibleSubjects, namedAs, type NamedSubject, type SubjectRef } from '../access/index.ts';
import { visibleReferences, principalOf, type Authorized } from '../permissions/index.ts';
import type { AuditKind } from '../audit/index.ts';
import { detailsOf, subjectsIn, type Words } from './details.ts';

/** Which events: all conditions together. */
export interface AuditFilter {
  /** Who did it: a person's id. */
  user?: string | undefined;
  kind?: AuditKind | undefined;
  /** What it was done to. */
  object?: { type: string; id: string } | undefined;
  from?: Date | undefined;
  /** Up to and without this moment. */
  to?: Date | undefined;
}

/** An event with those it speaks of as they are called now; null who isn't there any more. */
export interface AuditLine extends AuditEvent {
  person: { handle: string; displayName: string } | null;
  /** Null also where the reader may not know of the workspace. */
  actingAs: { slug: string; name: string } | null;
  /** The key it was done with, also when it was revoked since; null also when it is gone. */
  key: { name: string; hint: string } | null;
  /** What it was done to by its name: that of the time or, of a person, that of today. */
  called: string | null;
  /** What the detail says, in words that follow the sentence. */
  details: Words | null;
}

export interface AuditPage {
  limit: number;
  cursor?: string | undefined;
}

/** The log of one owner: made from a proof only. */
export interface Log {
  readonly of: Pick<AuditEvent, 'workspaceId'> | Pick<AuditEvent, 'organizationId'>;
  readonly reader: Principal;
  /** Whether a workspace is one that the log is about. */
  readonly covers: (workspace: Pick<Workspace, 'id' | 'ownerType' | 'ownerId'>) => boolean;
  /** The organization whose teams the reader may know because they read this log. */
  readonly owner: string | null;
}

/** The log of a workspace that the reader administers. */
export const ofWorkspace = (workspace: Authorized<'admin', Workspace>): Log => ({
  of: { workspaceId: workspace.id },
  reader: principalOf(workspace),
  covers: ({ id }) => id === workspace.id,
  owner: workspace.ownerType === 'organization' ? workspace.ownerId : null,
});

/** The log of an organization that the reader administers, with those of the workspaces it owns. */
export const ofOrganization = (organization: Authorized<'admin', Organization>): Log => ({
  of: { organizationId: organization.workosOrgId },
  reader: principalOf(organization),
  covers: ({ ownerType, ownerId }) =>
    ownerType === 'organization' && ownerId === organization.workosOrgId,
  owner: organization.workosOrgId,
});

const newest: Keyset = { columns: [auditEvents.id], direction: 'desc' };

/** Maximum of events that one page looks through when only some of an index's range fit. */
const mostLookedAt = 2000;

/**
 * A page of a log, newest first. One index finds the range; where a further condition picks from
 * it, only so many events are looked at, so that a page may be short, or empty, and still have a
 * next one. Throws `invalid` for a cursor that isn't of this list.
 */
export async function list(
  db: Database,
  log: Log,
  { user, kind, object, from, to }: AuditFilter,
  { limit, cursor }: AuditPage,
): Promise<Page<AuditLine>> {
  const every = { ...log.of, ...(user && { userId: user }), ...(kind && { action: kind }) };
  // An index each: what was done to a thing, by a person, of a kind, and all of a log.
  const found: Partial<AuditEvent> = object
    ? { ...log.of, objectType: object.type, objectId: object.id }
    : user
      ? { ...log.of, userId: user }
      : every;
  const range: (SQL | undefined)[] = [
    holds(auditEvents, found),
    // Ids are ordered by time: the index that orders the list also finds the days.
    from && gte(auditEvents.id, firstIdAt(from)),
    to && lt(auditEvents.id, firstIdAt(to)),
  ];
  if (cursor) {
    const values = decodeCursor(cursor, newest.columns);
    if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
    range.push(after(newest, values));
  }
  if (Object.keys(every).every((name) => name in found)) {
    const rows = await db
      .select()
      .from(auditEvents)
      .where(and(...range))
      .orderBy(...orderOf(newest))
      .limit(limit + 1);
    return present(db, log, rows, limit, null);
  }
  const looked = db
    .select()
    .from(auditEvents)
    .where(and(...range))
    .orderBy(...orderOf(newest))
    .limit(mostLookedAt)
    .as('looked');
  const [rows, [end]] = await Promise.all([
    db
      .select()
      .from(looked)
      .where(holds(looked, every))
      .orderBy(...orderOf({ columns: [looked.id as never], direction: 'desc' }))
      .limit(limit + 1),
    db.select({ n: count(), id: min(looked.id) }).from(looked),
  ]);
  return present(db, log, rows, limit, end!.n === mostLookedAt ? end!.id : null);
}

/** Every event that fits, newest first, read a page at a time: for exports. */
export async function* all(db: Database, log: Log, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let cursor: string | undefined;
  do {
    const page = await list(db, log, filter, { limit: 200, cursor });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor);
}

async function present(
  db: Database,
  log: Log,
  rows: AuditEvent[],
  limit: number,
  lookedUpTo: string | null,
): Promise<Page<AuditLine>> {
  const items = rows.slice(0, limit);
  const idsOf = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const people = idsOf(items.flatMap((event) => [event.userId, personIn(event)]));
  const [known, actors, keys] = await Promise.all([
    namedAs(
      db,
      [...people.map(asUser), ...items.flatMap(subjectsIn)],
      visibleSubjects(db, log.reader, log.owner ? [log.owner] : []),
    ),
    readInSlices(idsOf(items.map(({ actingAsId }) => actingAsId)), (ids) =>
      visibleWorkspaces(db, log, ids),
    ),
    readInSlices(idsOf(items.map(({ keyId }) => keyId)), (ids) => keysOf(db, ids)),
  ]);
  const subjects = new Map(known.map((one) => [keyOfSubject(one), one]));
  const subjectOf = (ref: SubjectRef) => subjects.get(keyOfSubject(ref));
  const person = (id: string | null) => (id ? subjectOf(asUser(id)) : undefined);
  const keyById = new Map(keys.map(({ id, ...key }) => [id, key]));
  const keyOf = (id: string | null) => (id && keyById.get(id)) || null;
  const last = rows.length > limit ? items.at(-1)!.id : lookedUpTo;
  return {
    items: items.map((event) => ({
      ...event,
      called: event.objectName ?? person(personIn(event))?.name ?? unnamed(event),
      details: detailsOf(event, (ref) => subjectOf(ref)?.name),
      person: personOf(person(event.userId)),
      actingAs: actors.find(({ id }) => id === event.actingAsId) ?? null,
      key: keyOf(event.keyId),
    })),
    next: last === null ? null : encodeCursor([last]),
  };
}

/**
 * Those of the workspaces that somebody acted as which the reader may know of. The choice goes with
 * everything that they do, also elsewhere.
 */
async function visibleWorkspaces(db: Database, { covers, reader }: Log, ids: string[]) {
  const { id, slug, name, ownerType, ownerId, guestReadable } = workspaces;
  const found = await db
    .select({ id, slug, name, ownerType, ownerId, guestReadable })
    .from(workspaces)
    .where(inArray(workspaces.id, ids));
  const visible = await visibleReferences(db, reader, 'workspace', found, (one) =>
    covers(one) ? null : one.id,
  );
  return visible.map((one) => ({ id: one.id, slug: one.slug, name: one.name }));
}

const asUser = (subjectId: string): SubjectRef => ({ subjectType: 'user', subjectId });

const keyOfSubject = ({ subjectType, subjectId }: SubjectRef) => `${subjectType}:${subjectId}`;

const personOf = (subject: NamedSubject | undefined): AuditLine['person'] =>
  subject ? { handle: subject.handle!, displayName: subject.name } : null;

const keysOf = (db: Database, ids: string[]) =>
  db
    .select({ id: apiKeys.id, name: apiKeys.name, hint: apiKeys.hint })
    .from(apiKeys)
    .where(inArray(apiKeys.id, ids));

/** Returns whether an event has no name: whom an invitation was sent to is not kept. */
const unnamed = ({ objectType }: AuditEvent) => (objectType === 'invitation' ? 'somebody' : null);

const personIn = ({ objectType, objectId }: AuditEvent) =>
  objectType === 'user' ? objectId : null;

/** SQL condition: each of these columns has this value. */
const holds = (
  columns: Record<keyof AuditEvent, Parameters<typeof eq>[0]>,
  values: Partial<AuditEvent>,
): SQL =>
  and(
    ...Object.entries(values).map(([name, value]) => eq(columns[name as keyof AuditEvent], value)),
  )!;

/** The lowest id that an event of this moment can have: a UUIDv7 begins with its milliseconds. */
function firstIdAt(moment: Date): string {
  const time = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
