/** What the editors of posts, releases and statuses do, whatever page they stand on. */
import {
  action,
  leadingTo,
  statusOf,
  valuesOf,
  type RequestContext,
  type ActionContext,
} from '$lib/server/request-context';
import { rawOf, versionOf } from '$lib/server/form';
import { isAppError, requirePerson } from '@vesta-cx/core';
import { renderMarkdown } from '@vesta-cx/core/markdown';
import * as resources from '@vesta-cx/core/resources';
import type { Resource } from '@vesta-cx/db';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { patchInput, type Timing } from './resource-form';

type Writable = Parameters<typeof resources.update>[1];

/** What somebody else has saved in the meantime. */
export interface Theirs {
  version: number;
  updatedAt: Date;
  title: string | null;
  excerpt: string | null;
  body: string | null;
}

/**
 * The resource with this id, with the proof that the person may change it: the right may be for it
 * alone.
 */
export async function authorizeEditor({ db, principal }: RequestContext, id: string) {
  // Asked first: a session that has ended is not a page that isn't there.
  requirePerson(principal);
  return leadingTo(resources.authorize(db, principal, id, 'write'), async () => {
    const { title, excerpt, path } = await resources.read(db, principal, id);
    return { name: title ?? excerpt ?? '', path };
  });
}

/** The actions of an editor; `find` proves that the person may change what the page is about. */
export function editActions<Event extends RequestEvent>(
  find: (event: Event, context: ActionContext) => Promise<Writable>,
) {
  const saving = (timing: Timing) =>
    action<Event, { saved: Timing } | ReturnType<typeof conflict>>(async (event, context) => {
      // Asked first: a session that has ended is not a page that isn't there.
      requirePerson(context.principal);
      const resource = await find(event, context);
      const patch = patchInput(resource, context.form, timing);
      try {
        await resources.update(context.db, resource, patch, versionOf(context.form));
      } catch (thrown) {
        if (!isAppError(thrown) || thrown.code !== 'precondition_failed') throw thrown;
        return conflict(context.form, await theirs(context, resource));
      }
      return { saved: timing };
    });
  return {
    save: saving('keep'),
    publish: saving('publish'),
    schedule: saving('schedule'),
    unpublish: saving('draft'),
    preview,
  };
}

/** Shows what the markdown becomes, and keeps all that was typed. */
export const preview = action<RequestEvent, Preview>(async (_event, { principal, form }) => {
  requirePerson(principal);
  const body = rawOf(form, 'post.body') ?? '';
  return { preview: renderMarkdown(body), values: valuesOf(form) };
});

export interface Preview {
  preview: string;
  values: Record<string, string>;
}

async function theirs({ db, principal }: ActionContext, { id }: Resource): Promise<Theirs> {
  const { version, updatedAt, title, excerpt, post } = await resources.read(db, principal, id);
  return { version, updatedAt, title, excerpt, body: post?.body ?? null };
}

const conflict = (form: FormData, saved: Theirs) =>
  fail(statusOf.precondition_failed, {
    errors: [{ message: 'Somebody else saved this in the meantime: compare, then decide' }],
    values: valuesOf(form),
    code: 'precondition_failed' as const,
    theirs: saved,
  });
