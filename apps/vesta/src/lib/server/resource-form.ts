/** From the fields of the editors to what the use cases take. Fields are named like the input's paths. */
import { momentOf } from '$lib/time/zoned';
import { invalid, invalidField, isAppError, readableUrl, type AppError } from '@vesta-cx/core';
import { isAutomaticExcerpt } from '@vesta-cx/core/markdown';
import {
  newResourceSchema,
  updateResourceSchema,
  type NewResourceInput,
  type ResourceView,
  type UpdateResource,
} from '@vesta-cx/core/resources';
import type { Resource, ResourceType } from '@vesta-cx/db';
import { durationText, parseDuration } from './duration-text';
import { isBlank, parseForm, rawOf, textOf } from './form';

/** Which button was pressed: what becomes of the moment of publication. */
export type Timing = 'keep' | 'draft' | 'publish' | 'schedule';

/** The input for making a resource of this type. Throws `invalid` with one error a field. */
export function newInput(type: ResourceType, form: FormData, timing: Timing): NewResourceInput {
  return inField(() =>
    parseForm(newResourceSchema, {
      type,
      ...(type === 'status' ? {} : { title: rawOf(form, 'title') ?? '' }),
      excerpt: type === 'status' ? (rawOf(form, 'excerpt') ?? '') : textOf(form, 'excerpt'),
      ...partOf(type, form),
      slug: textOf(form, 'slug') ?? undefined,
      status: listingOf(form),
      publishedAt: publishedAtOf(form, timing) ?? null,
      urls: linesOf(form),
    }),
  );
}

/** The change of a resource by its editor. Throws `invalid` with one error a field. */
export function patchInput(
  { type, publishedAt }: Pick<Resource, 'type' | 'publishedAt'>,
  form: FormData,
  timing: Timing,
): UpdateResource {
  const slug = textOf(form, 'slug');
  return parseForm(updateResourceSchema, {
    ...(type === 'status' ? {} : { title: rawOf(form, 'title') ?? '' }),
    excerpt: textOf(form, 'excerpt'),
    ...partOf(type, form),
    ...(slug === null ? {} : { slug }),
    status: listingOf(form),
    publishedAt: publishedAtOf(form, timing, publishedAt),
  });
}

/** The fields of an editor as they are saved. A post's excerpt that nobody wrote is left empty. */
export function fieldsOf(view: ResourceView): Record<string, string> {
  const { post, song, album } = view;
  const isWritten = !post || !isAutomaticExcerpt(view.excerpt, post.bodyHtml);
  const fields: Record<string, string | null | undefined> = {
    title: view.title,
    slug: view.slug,
    excerpt: isWritten ? view.excerpt : '',
    unlisted: view.status === 'UNLISTED' ? 'on' : null,
    'post.body': post?.body,
    'post.featuredImage': post?.featuredImage && readableUrl(post.featuredImage),
    'song.durationMs': song?.durationMs ? durationText(song.durationMs) : null,
    'song.genre': song?.genre,
    'song.releaseDate': song?.releaseDate,
    'song.isrc': song?.isrc,
    'song.coverArtUrl': song?.coverArtUrl && readableUrl(song.coverArtUrl),
    'album.releaseDate': album?.releaseDate,
    'album.upc': album?.upc,
    'album.coverArtUrl': album?.coverArtUrl && readableUrl(album.coverArtUrl),
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

function partOf(type: ResourceType, form: FormData) {
  switch (type) {
    case 'post':
      return {
        post: {
          body: rawOf(form, 'post.body') ?? '',
          featuredImage: textOf(form, 'post.featuredImage'),
        },
      };
    case 'song':
      return {
        song: {
          durationMs: durationOf(form, 'song.durationMs'),
          genre: textOf(form, 'song.genre'),
          releaseDate: textOf(form, 'song.releaseDate'),
          isrc: textOf(form, 'song.isrc'),
          coverArtUrl: textOf(form, 'song.coverArtUrl'),
        },
      };
    case 'album':
      return {
        album: {
          releaseDate: textOf(form, 'album.releaseDate'),
          upc: textOf(form, 'album.upc'),
          coverArtUrl: textOf(form, 'album.coverArtUrl'),
        },
      };
    case 'status':
      return {};
  }
}

const listingOf = (form: FormData) => (form.has('unlisted') ? 'UNLISTED' : 'LISTED');

/** Undefined leaves it as it is, which is `kept`. */
function publishedAtOf(
  form: FormData,
  timing: Timing,
  kept: Date | null = null,
): string | null | undefined {
  if (timing === 'keep') return undefined;
  if (timing === 'draft') return null;
  if (timing === 'publish') return new Date().toISOString();
  const moment = momentOf(textOf(form, 'publishedAt') ?? '', textOf(form, 'zone') ?? 'UTC', kept);
  if (kept && moment === kept) return undefined;
  if (!moment) throw invalidField('publishedAt', 'Choose a day and a time');
  if (moment.getTime() <= Date.now())
    throw invalidField('publishedAt', 'Choose a time in the future');
  return moment.toISOString();
}

/** Returns what was typed as a duration, in milliseconds. What is none is refused here, what is too long by the schema. */
function durationOf(form: FormData, name: string): number | null {
  const text = textOf(form, name);
  const ms = text === null ? null : parseDuration(text);
  if (ms === undefined) throw invalidField(name, 'Write minutes and seconds, like 3:45');
  return ms;
}

/** One address a line. */
const linesOf = (form: FormData): { url: string }[] =>
  (rawOf(form, 'links') ?? '')
    .split(/[\n\u0085\u2028\u2029]/)
    .filter((line) => !isBlank(line))
    .map((url) => ({ url }));

/** Problems of single links belong to the one field in which they were all typed. */
function inField<T>(run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown;
    throw onOneField(thrown);
  }
}

function onOneField(thrown: AppError): AppError {
  if (!thrown.errors.some(({ path }) => path.startsWith('urls'))) return thrown;
  return invalid(
    thrown.errors.map(({ path, message }) => {
      const line = /^urls\.(\d+)/.exec(path)?.[1];
      if (line === undefined)
        return path === 'urls' ? { path: 'links', message } : { path, message };
      return { path: 'links', message: `Line ${Number(line) + 1}: ${message}` };
    }),
  );
}
