/** Changes to a resource that is there. Each is one batch that a stale tab can't get through. */
import {
  albums,
  posts,
  resourceAuthors,
  resources,
  resourceUrls,
  songs,
  type Resource,
} from '@vesta-cx/db';
import {
  batch,
  datesOf,
  isUniqueViolation,
  searchKey,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { lengthOf } from '@vesta-cx/utils/text';
import { eq } from 'drizzle-orm';
import { changesOf, sameJson } from '../audit/index.ts';
import {
  atVersion,
  changeSeen,
  invalidField,
  nextVersion,
  notFound,
  slugTaken,
  type Expected,
  type Principal,
} from '../kernel/index.ts';
import { keepFormerSlug } from '../kernel/former-slugs.ts';
import { replaceSearchEntries } from '../kernel/search-entries.ts';
import { excerptOf, isAutomaticExcerpt, renderMarkdown } from '../markdown/index.ts';
import { provenBy, refreshScopes, type Authorized } from '../permissions/index.ts';
import { existingAuthors } from './authors.ts';
import { byId, releaseDateIn, slugSpace } from './commands.ts';
import { logged } from './logged.ts';
import { insertAuthors, insertUrls, linkOf, moveAtHome } from './parts.ts';
import { refuseReserved } from './reserved.ts';
import { authorize } from './rights.ts';
import { isSearchedAlike, searchable } from './searchable.ts';
import {
  maxStatusLength,
  type AuthorInput,
  type UpdateResource,
  type UrlInput,
} from './schemas.ts';

type Writable = Authorized<'write', Resource>;

/**
 * Changes what `patch` names; nothing, where it says what is there. A post whose excerpt nobody wrote
 * keeps the beginning of its text as excerpt. Throws `precondition_failed` when the version isn't the
 * expected one, `conflict` on `slug`, `invalid` for a part that this type doesn't have.
 */
export function update(
  db: Database,
  resource: Writable,
  patch: UpdateResource,
  expected?: Expected,
  now = new Date(),
): Promise<Resource> {
  return change(db, resource, expected, (seen) => updateSeen(db, seen, patch, now)).catch(
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
  now: Date,
): Promise<void> {
  refuseForeignParts(resource, patch);
  if (patch.slug !== undefined && patch.slug !== resource.slug) refuseReserved(patch.slug);
  const { post, song, album, ...own } = patch;
  const [text, dates, parts] = await Promise.all([
    newText(db, resource, patch),
    newDates(db, resource, patch),
    newParts(db, resource, { post, song, album }),
  ]);
  const columns = { ...own, ...dates, excerpt: text.excerpt };
  if (parts.length === 0 && changesOf(columns, resource).changed.length === 0) return;
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
      provenBy(resource),
      'resource.update',
      { ...resource, title },
      changesOf(patch, resource),
    ),
  ]);
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
    if (sameJson(urls.map(linkOf), present)) return;
    await batch(db, (q) => [
      ...toNextVersion(q, seen),
      q.delete(resourceUrls).where(here),
      ...insertUrls(q, seen.id, urls),
      ...logged(q, provenBy(seen), 'resource.urls.replace', seen, { links: urls.length }),
    ]);
  });
}

/**
 * Replaces all credits; nothing, where they are these. Throws `precondition_failed` like `update`, and
 * `invalid` on `authors.N`.
 */
export function replaceAuthors(
  db: Database,
  principal: Principal,
  resource: Writable,
  authors: readonly AuthorInput[],
  expected?: Expected,
): Promise<Resource> {
  return change(db, resource, expected, async (seen) => {
    const { authorType: type, authorId: id, role } = resourceAuthors;
    const here = eq(resourceAuthors.resourceId, seen.id);
    const present = await db
      .select({ type, id, role })
      .from(resourceAuthors)
      .where(here)
      .orderBy(resourceAuthors.position);
    await existingAuthors(db, principal, authors, present);
    const wanted = authors.map((author) => ({ ...author, role: author.role ?? null }));
    if (sameJson(wanted, present)) return;
    await batch(db, (q) => [
      ...toNextVersion(q, seen),
      q.delete(resourceAuthors).where(here),
      ...insertAuthors(q, seen.id, authors),
      ...logged(q, principal, 'resource.authors.replace', seen, { credits: authors.length }),
    ]);
  });
}

function change(
  db: Database,
  resource: Writable,
  expected: Expected,
  send: (seen: Writable) => Promise<void>,
): Promise<Resource> {
  return changeSeen(resource, {
    noun: 'resource',
    expected,
    again: () => authorize(db, provenBy(resource), resource.id, 'write'),
    change: async (seen) => {
      await send(seen);
      const now = await byId(db, seen.id);
      if (!now) throw notFound('resource');
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

function refuseForeignParts({ type }: Resource, patch: UpdateResource): void {
  for (const part of ['post', 'song', 'album'] as const) {
    if (patch[part] && type !== part) throw invalidField(part, `A ${type} has none`);
  }
  if (type !== 'status') return;
  if (patch.title !== undefined) throw invalidField('title', 'A status has none');
  if (patch.excerpt !== undefined && !patch.excerpt) {
    throw invalidField('excerpt', 'Write something');
  }
  if (patch.excerpt && lengthOf(patch.excerpt) > maxStatusLength) {
    throw invalidField('excerpt', `Use at most ${maxStatusLength} characters`);
  }
}

/** The rows of the parts that change, with the columns that are named. */
async function newParts(
  db: Database,
  { id }: Resource,
  { post, song, album }: Pick<UpdateResource, 'post' | 'song' | 'album'>,
) {
  const named = [
    { table: posts, values: post },
    { table: songs, values: song },
    { table: albums, values: album },
  ].filter(({ values }) => values && Object.keys(values).length > 0);
  const differs = await Promise.all(
    named.map(async ({ table, values }) => {
      const [row] = await db.select().from(table).where(eq(table.resourceId, id));
      return !row || changesOf(values!, row).changed.length > 0;
    }),
  );
  return named.filter((_, i) => differs[i]);
}

/** What follows from the text: the rendered body, and the excerpt where nobody wrote one. */
async function newText(
  db: Database,
  resource: Resource,
  { excerpt, post }: UpdateResource,
): Promise<{ excerpt?: string | null; bodyHtml?: string }> {
  const rendered = post?.body === undefined ? {} : { bodyHtml: renderMarkdown(post.body) };
  // What is given back as it was read was not written by that.
  const isGiven = excerpt !== undefined && excerpt !== resource.excerpt;
  if (excerpt && isGiven) return { ...rendered, excerpt };
  if (resource.type !== 'post') return excerpt ? { excerpt } : isGiven ? { excerpt: null } : {};
  if (!isGiven && post?.body === undefined) return rendered;
  const [before] = await db
    .select({ bodyHtml: posts.bodyHtml })
    .from(posts)
    .where(eq(posts.resourceId, resource.id));
  const html = before?.bodyHtml ?? '';
  if (!isGiven && !isAutomaticExcerpt(resource.excerpt, html)) return rendered;
  return { ...rendered, excerpt: excerptOf(rendered.bodyHtml ?? html) };
}

/** The columns that follow from when it is published and released; undefined where neither changes. */
async function newDates(
  db: Database,
  { id, type, publishedAt: before }: Resource,
  patch: UpdateResource,
): Promise<Pick<Resource, 'publishedAt' | 'datedAt' | 'announced'> | undefined> {
  const named = releaseDateIn(patch);
  if (patch.publishedAt === undefined && named === undefined) return undefined;
  const publishedAt = patch.publishedAt === undefined ? before : patch.publishedAt;
  const releaseDate = named === undefined ? await releaseDateOf(db, id, type) : named;
  return { publishedAt, ...datesOf(publishedAt, releaseDate) };
}

async function releaseDateOf(
  db: Database,
  id: string,
  type: Resource['type'],
): Promise<string | null> {
  if (type !== 'song' && type !== 'album') return null;
  const table = type === 'song' ? songs : albums;
  const [row] = await db
    .select({ releaseDate: table.releaseDate })
    .from(table)
    .where(eq(table.resourceId, id));
  return row?.releaseDate ?? null;
}
