/** Changes to a resource that is there. Each is one batch that a stale tab can't get through. */
import { resourceAuthors, resources, resourceUrls, type Resource } from '@vesta-cx/db';
import {
  batch,
  isUniqueViolation,
  searchKey,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { changesOf, sameJson } from '../audit/index.ts';
import {
  atVersion,
  changeSeen,
  nextVersion,
  notFound,
  requireUnchanged,
  slugTaken,
  type Expected,
  type Principal,
  keepFormerSlug,
  replaceSearchEntries,
} from '../kernel/index.ts';
import { renderMarkdown } from '../markdown/index.ts';
import { principalOf, refreshScopes, type Authorized } from '../permissions/index.ts';
import { existingAuthors } from './authors.ts';
import { creditRows, shownCredits, type CreditRow } from './credits.ts';
import { byId, slugSpace } from './commands.ts';
import { logged } from './logged.ts';
import { insertAuthors, insertUrls, linkOf, moveAtHome } from './statements.ts';
import { newDates, newParts, newText, refuseForeignParts } from './patches.ts';
import { refuseReserved } from './reserved.ts';
import { authorize } from './rights.ts';
import { isSearchedAlike, searchable } from './searchable.ts';
import { type AuthorInput, type UpdateResource, type UrlInput } from './schemas.ts';

type Writable = Authorized<'write', Resource>;

/**
 * Changes what `patch` names; nothing, where it says what is there. A post whose excerpt nobody wrote
 * keeps the beginning of its text as excerpt. Throws `precondition_failed` when the version isn't the
 * expected one, `conflict` on `slug`, `invalid` for a part that this type doesn't have.
 */
export async function update(
  db: Database,
  resource: Writable,
  patch: UpdateResource,
  expected?: Expected,
  now = new Date(),
): Promise<Resource> {
  const body = patch.post?.body;
  // Once, however often the change is made again: a long text takes a while.
  const rendered = body === undefined ? {} : { bodyHtml: renderMarkdown(body) };
  return change(db, resource, expected, (seen) => updateSeen(db, seen, patch, rendered, now)).catch(
    async (error: unknown) => {
      if (patch.slug === undefined || !isUniqueViolation(error)) throw error;
      throw await slugTaken(db, patch.slug, slugSpace(resource.workspaceId));
    },
  );
}

async function updateSeen(
  db: Database,
  resource: Writable,
  patch: UpdateResource,
  rendered: { bodyHtml?: string },
  now: Date,
): Promise<boolean> {
  refuseForeignParts(resource, patch);
  if (patch.slug !== undefined && patch.slug !== resource.slug) refuseReserved(patch.slug);
  const { post, song, album, ...own } = patch;
  const [text, dates, parts] = await Promise.all([
    newText(db, resource, patch, rendered),
    newDates(db, resource, patch),
    newParts(db, resource, { post, song, album }),
  ]);
  const columns = { ...own, ...dates, excerpt: text.excerpt };
  if (parts.length === 0 && changesOf(columns, resource).changed.length === 0) return false;
  const title = own.title ?? resource.title;
  const excerpt = text.excerpt === undefined ? resource.excerpt : text.excerpt;
  const { workspaceId } = resource;
  const here = eq(resources.id, resource.id);
  const next = { ...resource, ...own, ...dates, title, excerpt };
  await batch(db, (q) => [
    atVersion(q, resources, here, resource),
    ...(own.slug !== undefined && own.slug !== resource.slug && workspaceId
      ? keepFormerSlug(
          q,
          'resource',
          resources,
          { id: resource.id, home: { type: 'workspace', id: workspaceId } },
          own.slug,
          now,
        )
      : []),
    q
      .update(resources)
      .set({
        ...own,
        ...dates,
        excerpt,
        searchKey: searchKey(title ?? excerpt ?? '', 200),
        ...nextVersion(resource),
        updatedAt: now,
      })
      .where(here),
    ...(isSearchedAlike(resource, next)
      ? []
      : [
          ...replaceSearchEntries(q, resources.id, searchable(next)),
          refreshScopes(q, 'resource', here),
        ]),
    ...parts.map(({ table, values }) =>
      q
        .update(table)
        .set({
          ...values,
          ...(text.bodyHtml !== undefined && { bodyHtml: text.bodyHtml }),
        } as never)
        .where(eq(table.resourceId, resource.id)),
    ),
    ...(dates ? [moveAtHome(q, { ...resource, ...dates }, now)] : []),
    ...logged(
      q,
      principalOf(resource),
      'resource.update',
      { ...resource, title },
      changesOf(patch, resource),
    ),
  ]);
  return true;
}

/** Replaces all links; nothing, where they are these. Throws `precondition_failed` like `update`. */
export function replaceUrls(
  db: Database,
  resource: Writable,
  urls: readonly UrlInput[],
  expected?: Expected,
): Promise<Resource> {
  return change(db, resource, expected, async (seen) => {
    const { url, service, name, icon, countries } = resourceUrls;
    const here = eq(resourceUrls.resourceId, seen.id);
    const present = await db
      .select({ url, service, name, icon, countries })
      .from(resourceUrls)
      .where(here)
      .orderBy(resourceUrls.position);
    if (sameJson(urls.map(linkOf), present)) return false;
    await batch(db, (q) => [
      ...toNextVersion(q, seen),
      q.delete(resourceUrls).where(here),
      ...insertUrls(q, seen.id, urls),
      ...logged(q, principalOf(seen), 'resource.urls.replace', seen, { links: urls.length }),
    ]);
    return true;
  });
}

/**
 * Replaces all credits; nothing, where they are these. Those of workspaces that the principal may not
 * see stay after the others unless `dropHidden`: nobody takes out by oversight what they are not shown.
 * Throws `precondition_failed` like `update`, and `invalid` on `authors.N`.
 */
export function replaceAuthors(
  db: Database,
  principal: Principal,
  resource: Writable,
  authors: readonly AuthorInput[],
  { expected, dropHidden = false }: { expected?: Expected; dropHidden?: boolean } = {},
): Promise<Resource> {
  return change(db, resource, expected, async (seen) => {
    const here = eq(resourceAuthors.resourceId, seen.id);
    const rows = (await creditRows(db, { ids: [seen.id] })).toSorted(
      (a, b) => a.position - b.position,
    );
    const shown = new Set(await shownCredits(db, principal, rows, () => seen.workspaceId));
    const hidden = dropHidden ? [] : rows.filter((row) => !shown.has(row)).map(authorOf);
    const present = rows.map(authorOf);
    await existingAuthors(db, principal, authors, [...shown].map(authorOf));
    const wanted = [...authors, ...hidden].map((author) => ({
      ...author,
      role: author.role ?? null,
    }));
    if (sameJson(wanted, present)) return false;
    await batch(db, (q) => [
      ...toNextVersion(q, seen),
      q.delete(resourceAuthors).where(here),
      ...insertAuthors(q, seen.id, wanted),
      ...logged(q, principal, 'resource.authors.replace', seen, { credits: wanted.length }),
    ]);
    return true;
  });
}

const authorOf = ({ type, id, role }: CreditRow) => ({ type, id, role });

/** `send` resolves to whether there was anything to change. */
function change(
  db: Database,
  resource: Writable,
  expected: Expected,
  send: (seen: Writable) => Promise<boolean>,
): Promise<Resource> {
  return changeSeen(resource, {
    noun: 'resource',
    expected,
    again: () => authorize(db, principalOf(resource), resource.id, 'write'),
    change: async (seen) => {
      const sent = await send(seen);
      const now = await byId(db, seen.id);
      if (!now) throw notFound('resource');
      if (!sent) requireUnchanged(seen, now);
      return now;
    },
  });
}

const toNextVersion = (q: Database, resource: Resource): Statement[] => {
  const here = eq(resources.id, resource.id);
  return [
    atVersion(q, resources, here, resource),
    q.update(resources).set(nextVersion(resource)).where(here),
  ];
};
