import { collections, resources, workspaces, workspaceSlugs, type Workspace } from '@vesta-cx/db';
import {
  after,
  batch,
  compiled,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, eq, or, sql } from 'drizzle-orm';
import {
  candidateColumns,
  invalidField,
  isNamed,
  merge,
  notFound,
  pageByName,
  requirePerson,
  visibleIf,
  type NamedCandidate,
  type Principal,
} from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  mayOnWorkspace,
  inlineViewer,
  visibleRanges,
  searchScopes,
  rightsKnown,
  rightsOn,
  workspaceChain,
  type Authorized,
  type Subjected,
} from '../permissions/index.ts';
import { mine, openOf, type WorkspaceOwner } from './mine.ts';

/**
 * The workspace with this id or slug, in any case and also a slug it had before, with the proof
 * that the principal may do `action` on it: a page whose address is not its `slug` redirects.
 * Throws `not_found`, `unauthenticated` or `forbidden`.
 */
export async function authorize<A extends LadderAction>(
  db: Database,
  principal: Principal,
  idOrSlug: string,
  action: A,
): Promise<Authorized<A, Workspace>> {
  return authorizeRow(db, principal, action, await subjected(db, idOrSlug));
}

/**
 * The workspace whose dashboard this is, with the proof of `action`: as `authorize`, except that
 * guests are asked to sign in, whether it is there or not.
 */
export async function authorizeDashboard<A extends Exclude<LadderAction, 'read'>>(
  db: Database,
  principal: Principal,
  slug: string,
  action: A,
): Promise<Authorized<A, Workspace>> {
  requirePerson(principal);
  return authorize(db, principal, slug, action);
}

/** Returns how much is in a workspace, counted up to 100 each: what a deletion takes along. */
export async function contents(
  db: Database,
  workspace: Workspace,
): Promise<{ resources: number; collections: number }> {
  const [inIt, made] = await batch(db, (q) => [
    q
      .select({ id: resources.id })
      .from(resources)
      .where(eq(resources.workspaceId, workspace.id))
      .limit(100),
    q
      .select({ id: collections.id })
      .from(collections)
      .where(
        and(
          eq(collections.ownerType, 'workspace'),
          eq(collections.ownerId, workspace.id),
          eq(collections.type, 'manual'),
        ),
      )
      .limit(100),
  ]);
  return { resources: inIt.length, collections: made.length };
}

/** Returns what a page shows of a workspace to whoever may read it. */
export const read = (db: Database, principal: Principal, idOrSlug: string) =>
  authorize(db, principal, idOrSlug, 'read');

/** Returns which of read, write, delete and admin the principal holds on a workspace. */
export const rights = async (db: Database, principal: Principal, workspace: Workspace) =>
  rightsKnown(principal, workspace) ?? rightsOn(db, principal, workspaceChain(workspace));

/** Which workspaces a list has. */
export interface ListWorkspaces {
  limit: number;
  cursor?: string | undefined;
  /**
   * Names with these words, folded. Across owners those that begin with them come first; the others
   * are alphabetical.
   */
  q?: string | undefined;
  /** Only this owner's. */
  owner?: WorkspaceOwner | undefined;
  /**
   * `public`: what is open to an audience that the principal is in; `read` and `write`: those on
   * which the person was given that right. Without it the public ones, or of an owner all that the
   * principal may read.
   */
  access?: 'public' | 'read' | 'write' | undefined;
  /** With `access`: without those on which the person holds this as well. */
  except?: 'write' | undefined;
}

const newest: Keyset = { columns: [workspaces.id], direction: 'desc' };
const alphabetical: Keyset = { columns: [workspaces.searchKey, workspaces.id], direction: 'asc' };

/**
 * Workspaces, newest first. Throws `invalid` for a cursor that isn't of this list, and
 * `unauthenticated` where a guest asks for theirs.
 */
export async function list(
  db: Database,
  principal: Principal,
  { limit, cursor, q, owner, access, except }: ListWorkspaces,
): Promise<Page<Workspace>> {
  const isGiven = access === 'read' || access === 'write';
  if (q && !owner && !isGiven) return named(db, principal, q, { limit, cursor });
  const order = q ? alphabetical : newest;
  const begin = cursor ? decodeCursor(cursor, order.columns) : undefined;
  if (begin === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const valuesOf = (row: Workspace) => (q ? [row.searchKey, row.id] : [row.id]);
  if (isGiven || (owner && !access && principal.userId !== null)) {
    requirePerson(principal);
    const which = {
      access: isGiven ? access : ('read' as const),
      except,
      q,
      owner,
      givenOnly: isGiven,
      begin,
    };
    return pageOf(await mine(db, principal, which, limit + 1), limit, valuesOf);
  }
  const ranges = owner
    ? openOf(db, principal, owner)
    : visibleRanges(db, principal, workspaces, workspaces.id);
  if (principal.userId === null && !owner && !q && !begin) {
    return pageOf(await newestOpen(db, { limit: limit + 1 }), limit, valuesOf);
  }
  const pages = await batch(db, (b) =>
    ranges.map((range) =>
      b
        .select()
        .from(workspaces)
        .where(
          and(
            q ? isNamed(b, 'workspace', workspaces.id, q) : undefined,
            begin && after(order, begin),
            principal.userId === null ? undefined : mayOnWorkspace(principal, 'read'),
            range,
          ),
        )
        .orderBy(...orderOf(order))
        .limit(limit + 1),
    ),
  );
  return pageOf(merge(pages, order, valuesOf, limit + 1), limit, valuesOf);
}

/** What `list` begins with for guests. */
const newestOpen = compiled((q, { limit }: { limit: number }) =>
  q
    .select()
    .from(workspaces)
    .where(eq(workspaces.guestReadable, true))
    .orderBy(...orderOf(newest))
    .limit(limit),
);

/** The public workspaces with the words of `q` in their names, those that begin with them first. */
async function named(
  db: Database,
  principal: Principal,
  q: string,
  slice: { limit: number; cursor?: string | undefined },
): Promise<Page<Workspace>> {
  const { items, next } = await pageByName<NamedCandidate & { workspace: Workspace }>(
    db,
    { q, types: ['workspace'], ...searchScopes(principal), ...slice },
    (b, found, fits) =>
      b
        .select({
          workspace: workspaces,
          ...candidateColumns(found),
          visible: visibleIf(fits, mayIfSignedIn(principal)),
        })
        .from(found)
        .leftJoin(workspaces, eq(workspaces.id, found.objectId)),
  );
  return { items: items.map(({ workspace }) => workspace), next };
}

/** A guest's answer is in `guest_readable`. */
const mayIfSignedIn = (principal: Principal) =>
  principal.userId === null
    ? eq(workspaces.guestReadable, true)
    : mayOnWorkspace(inlineViewer(principal), 'read');

/** The workspace as something that rights are asked about. Throws `not_found`. */
async function subjected(db: Database, idOrSlug: string): Promise<Subjected<Workspace>> {
  const row = await find(db, idOrSlug);
  if (!row) throw notFound('workspace');
  const { guestReadable } = row;
  return { row, chain: workspaceChain(row), noun: 'workspace', guestReadable };
}

async function find(db: Database, idOrSlug: string): Promise<Workspace | undefined> {
  const slug = idOrSlug.toLowerCase();
  const [row] = await present(db, { idOrSlug, slug });
  if (row) return row;
  const [formerly] = await former(db, { slug });
  return formerly?.workspace;
}

const present = compiled((q, { idOrSlug, slug }: { idOrSlug: string; slug: string }) =>
  q
    .select()
    .from(workspaces)
    .where(or(eq(workspaces.id, idOrSlug), eq(workspaces.slug, slug)))
    // A slug may look like the id of another workspace: the id is meant then.
    .orderBy(sql`case when ${workspaces.id} = ${idOrSlug} then 0 else 1 end`)
    .limit(1),
);

const former = compiled((q, { slug }: { slug: string }) =>
  q
    .select({ workspace: workspaces })
    .from(workspaceSlugs)
    .innerJoin(workspaces, eq(workspaces.id, workspaceSlugs.workspaceId))
    .where(eq(workspaceSlugs.slug, slug))
    .limit(1),
);
