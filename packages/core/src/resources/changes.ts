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
import { datesOf, searchKey, type Database, type Statement } from '@vesta-cx/db/query';
import { lengthOf } from '@vesta-cx/utils/text';
import { eq } from 'drizzle-orm';
import { changesOf } from '../audit/index.ts';
import { invalidField, notFound, stale, type Principal } from '../kernel/index.ts';
import { keepFormerSlug } from '../kernel/former-slugs.ts';
import { replaceSearchEntries } from '../kernel/search-entries.ts';
import { excerptOf, isAutomaticExcerpt, renderMarkdown } from '../markdown/index.ts';
import { provenBy, refreshScopes, type Authorized } from '../permissions/index.ts';
import { existingAuthors } from './authors.ts';
import { byId, changing, releaseDateIn } from './commands.ts';
import { logged } from './logged.ts';
import { atVersion, insertAuthors, insertUrls, moveAtHome } from './parts.ts';
import { refuseReserved } from './reserved.ts';
import { isSearchedAlike, searchable } from './searchable.ts';
import {
  maxStatusLength,
  type AuthorInput,
  type UpdateResource,
  type UrlInput,
} from './schemas.ts';

type Writable = Authorized<'write', Resource>;

/**
 * Changes what `patch` names. A post whose excerpt nobody wrote keeps the beginning of its text as
 * excerpt. Throws `precondition_failed` when `version` is given and not the present one,
 * `conflict` on `slug`, `invalid` for a part that this type doesn't have.
 */
export async function update(
  db: Database,
  resource: Writable,
  patch: UpdateResource,
  version?: number,
  now = new Date(),
): Promise<Resource> {
  expect(resource, version);
  refuseForeignParts(resource, patch);
  if (patch.slug !== undefined && patch.slug !== resource.slug) refuseReserved(patch.slug);
  const { post, song, album, ...own } = patch;
  const [text, dates] = await Promise.all([
    newText(db, resource, patch),
    newDates(db, resource, patch),
  ]);
  const title = own.title ?? resource.title;
  const excerpt = text.excerpt === undefined ? resource.excerpt : text.excerpt;
  const { workspaceId } = resource;
  const slug = own.slug === resource.slug ? undefined : own.slug;
  const next = { ...resource, ...own, ...dates, title, excerpt };
  const build = (q: Database): Statement[] => [
    ...(slug !== undefined && workspaceId
      ? keepFormerSlug(
          q,
          'resource',
          resources,
          { id: resource.id, home: { type: 'workspace', id: workspaceId } },
          slug,
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
        version: resource.version + 1,
        updatedAt: now,
      })
      .where(eq(resources.id, resource.id)),
    ...(isSearchedAlike(resource, next)
      ? []
      : [
          ...replaceSearchEntries(q, resources.id, searchable(next)),
          refreshScopes(q, 'resource', eq(resources.id, resource.id)),
        ]),
    ...(post && Object.keys(post).length > 0
      ? [
          q
            .update(posts)
            .set({ ...post, ...(text.bodyHtml !== undefined && { bodyHtml: text.bodyHtml }) })
            .where(eq(posts.resourceId, resource.id)),
        ]
      : []),
    ...(song && Object.keys(song).length > 0
      ? [q.update(songs).set(song).where(eq(songs.resourceId, resource.id))]
      : []),
    ...(album && Object.keys(album).length > 0
      ? [q.update(albums).set(album).where(eq(albums.resourceId, resource.id))]
      : []),
    ...(dates ? [moveAtHome(q, { ...resource, ...dates }, now)] : []),
    ...logged(
      q,
      provenBy(resource),
      'resource.update',
      { ...resource, title },
      changesOf(patch, resource),
    ),
  ];
  return change(db, resource, build, slug);
}

/** Replaces all links. Throws `precondition_failed`. */
export async function replaceUrls(
  db: Database,
  resource: Writable,
  urls: readonly UrlInput[],
  version?: number,
): Promise<Resource> {
  expect(resource, version);
  return change(db, resource, (q) => [
    nextVersion(q, resource),
    q.delete(resourceUrls).where(eq(resourceUrls.resourceId, resource.id)),
    ...insertUrls(q, resource.id, urls),
    ...logged(q, provenBy(resource), 'resource.urls.replace', resource, { links: urls.length }),
  ]);
}

/** Replaces all credits. Throws `precondition_failed`, and `invalid` on `authors.N`. */
export async function replaceAuthors(
  db: Database,
  principal: Principal,
  resource: Writable,
  authors: readonly AuthorInput[],
  version?: number,
): Promise<Resource> {
  expect(resource, version);
  const present = await db
    .select({ type: resourceAuthors.authorType, id: resourceAuthors.authorId })
    .from(resourceAuthors)
    .where(eq(resourceAuthors.resourceId, resource.id));
  await existingAuthors(db, principal, authors, present);
  return change(db, resource, (q) => [
    nextVersion(q, resource),
    q.delete(resourceAuthors).where(eq(resourceAuthors.resourceId, resource.id)),
    ...insertAuthors(q, resource.id, authors),
    ...logged(q, principal, 'resource.authors.replace', resource, { credits: authors.length }),
  ]);
}

async function change(
  db: Database,
  resource: Resource,
  build: (q: Database) => Statement[],
  slug?: string,
): Promise<Resource> {
  await changing(db, resource, (q) => [atVersion(q, resource), ...build(q)], slug);
  const now = await byId(db, resource.id);
  if (!now) throw notFound('resource');
  return now;
}

const nextVersion = (q: Database, { id, version }: Resource): Statement =>
  q
    .update(resources)
    .set({ version: version + 1 })
    .where(eq(resources.id, id));

function expect(resource: Resource, version: number | undefined): void {
  if (version !== undefined && version !== resource.version) throw stale('resource');
}

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
