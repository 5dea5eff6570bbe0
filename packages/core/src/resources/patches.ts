/** What follows from a patch of a resource, beyond the columns that it names. */
import { albums, posts, songs, type Resource } from '@vesta-cx/db';
import { datesOf, type Database } from '@vesta-cx/db/query';
import { lengthOf } from '@vesta-cx/utils/text';
import { eq } from 'drizzle-orm';
import { changesOf } from '../audit/index.ts';
import { invalidField } from '../kernel/index.ts';
import { excerptOf, isAutomaticExcerpt } from '../markdown/index.ts';
import { releaseDateIn } from './commands.ts';
import { maxStatusLength, type UpdateResource } from './schemas.ts';

/** Throws `invalid` for a part that this type doesn't have. */
export function refuseForeignParts({ type }: Resource, patch: UpdateResource): void {
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
export async function newParts(
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

/** Returns what follows from the text: the excerpt where nobody wrote one, beside the rendered body. */
export async function newText(
  db: Database,
  resource: Resource,
  { excerpt, post }: UpdateResource,
  rendered: { bodyHtml?: string },
): Promise<{ excerpt?: string | null; bodyHtml?: string }> {
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
export async function newDates(
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
