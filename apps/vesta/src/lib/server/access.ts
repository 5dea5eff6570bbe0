/** What every page of access has in common, whatever the thing: its rules, who to add, a preview. */
import { invalidField, isAppError, type FieldError } from '@vesta-cx/core';
import * as access from '@vesta-cx/core/access';
import * as users from '@vesta-cx/core/users';
import type { Database } from '@vesta-cx/db/query';
import { audiences, ladder } from '@vesta-cx/utils/permissions';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { action, page, valuesOf, type RequestContext } from './request-context';
import { parseForm, textOf } from './form';
import { queryOf } from './form';

/** Where a page of access stands. */
export interface AccessAt {
  object: access.Administered;
  /** Where those go who are left without the right to be here. */
  away: string | (() => Promise<string>);
}

/** Everything that the page shows for its address. */
async function accessPage({ db, paged }: RequestContext, { object }: AccessAt, url: URL) {
  const { searchParams } = url;
  const q = queryOf(searchParams, 120);
  const [rules, sources, actions, found, look] = await Promise.all([
    paged({}, (cursor) => access.list(db, object, { limit: 100, cursor })),
    access.sources(db, object),
    access.registry(db),
    q ? access.search(db, object, q) : null,
    lookOf(db, object, searchParams),
  ]);
  const { type, name, chain, seenBy } = object;
  return {
    object: { type, name },
    subjects: bySubject(rules.items),
    next: rules.next,
    isFirst: rules.isFirst,
    owner: sources.owner,
    parents: sources.parents.map(({ rules: theirs, ...parent }) => ({
      ...parent,
      subjects: theirs && bySubject(theirs),
    })),
    visibility: chain.find((one) => one.type === 'workspace')?.visibility ?? null,
    isDraft: seenBy !== 'read',
    actions: actions.map(({ slug, name: verb, description }) => ({
      slug,
      verb,
      description,
      // Others are kept and can be taken away, but nothing here asks about them.
      isChoice: isRung(slug),
    })),
    audiences: access.audienceSubjects,
    q,
    found,
    look,
  };
}

const isRung = (action: string): boolean => (ladder as readonly string[]).includes(action);

export type AccessPage = Awaited<ReturnType<typeof accessPage>>;

/** The rules about one subject, together. */
function bySubject(rules: access.NamedPermission[]) {
  const groups = Map.groupBy(rules, ({ subjectType, subjectId }) => `${subjectType}:${subjectId}`);
  return [...groups].map(([key, own]) => ({
    key,
    type: own[0]!.subjectType,
    subject: own[0]!.subject,
    rules: own.map(({ action: slug, value }) => ({ action: slug, value })),
  }));
}

export type SubjectRules = ReturnType<typeof bySubject>[number];

/** Returns what somebody else may do and sees here: `?as=follower`, or `?person=HANDLE`. */
async function lookOf(db: Database, object: access.Administered, params: URLSearchParams) {
  const person = queryOf(params, 80, 'person')?.replace(/^@/, '') ?? '';
  const audience = params.get('as') ?? '';
  if (!person && !audience) return null;
  const asked = { person, audience };
  try {
    const { viewer, name } = person ? await viewerCalled(db, person) : viewerIn(audience);
    const [decisions, shown] = await Promise.all([
      access.explain(db, object, viewer),
      access.preview(db, object, viewer),
    ]);
    return {
      ...asked,
      name,
      decisions: decisions.filter(({ action: slug }) => isRung(slug)),
      shown,
      errors: [] as FieldError[],
    };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'invalid') throw thrown;
    return { ...asked, name: null, decisions: null, shown: null, errors: thrown.errors };
  }
}

async function viewerCalled(db: Database, handle: string) {
  try {
    const { workosUserId, displayName } = await users.findByHandle(db, handle);
    return { viewer: { type: 'user', id: workosUserId } as const, name: displayName };
  } catch (thrown) {
    if (isAppError(thrown)) throw invalidField('person', 'Nobody has this handle');
    throw thrown;
  }
}

function viewerIn(id: string) {
  const audience = audiences.find((one) => one === id);
  if (!audience) throw invalidField('as', 'There is no such audience');
  const { name } = access.audienceSubjects.find(({ subjectId }) => subjectId === audience)!;
  return { viewer: { type: 'audience', id: audience } as const, name };
}

/** `user:ID`, as the form's choice of a subject says it, with the action. */
const chosenSchema = z
  .object({
    subject: z
      .string('Choose somebody')
      .regex(/^[a-z]+:./, 'Choose somebody')
      .transform((text) => ({
        subjectType: text.slice(0, text.indexOf(':')),
        subjectId: text.slice(text.indexOf(':') + 1),
      })),
    action: z.string().min(1).max(60),
  })
  .transform(({ subject, action: slug }) => ({ ...subject, action: slug }))
  .pipe(access.ruleSchema);

const ruleIn = (form: FormData) =>
  parseForm(chosenSchema, {
    subject: textOf(form, 'subject') ?? undefined,
    action: textOf(form, 'action') ?? '',
  });

type Event = Parameters<Parameters<typeof action>[0]>[0];
type At<E> = (event: E, context: RequestContext) => Promise<AccessAt>;

/** The `load` of a page of access. */
export const accessLoad = <E extends Event>(at: At<E>) =>
  page(async (event: E, context: RequestContext) => ({
    access: await accessPage(context, await at(event, context), event.url),
  }));

/**
 * Its actions: to allow or deny something to somebody, and to take a rule away. Who would clear what
 * they are allowed themself is asked first: nobody may be left who gives it back.
 */
export const accessActions = <E extends Event>(at: At<E>) => ({
  set: action(async (event: E, context) => {
    const { object } = await at(event, context);
    const rule = ruleIn(context.form);
    const { value } = parseForm(z.object({ value: access.ruleValueSchema }), {
      value: textOf(context.form, 'value'),
    });
    await access.set(context.db, object, rule, value);
    return { done: { by: 'set', text: 'Saved. It counts from now on.' } } as const;
  }),
  clear: action(async (event: E, context) => {
    const { object, away } = await at(event, context);
    const rule = ruleIn(context.form);
    const isOwn = rule.subjectType === 'user' && rule.subjectId === context.principal.userId;
    if (isOwn && !context.form.has('sure')) return { asks: valuesOf(context.form) };
    await access.clear(context.db, object, rule);
    try {
      await at(event, context);
    } catch (thrown) {
      // They took their own right away.
      if (isAppError(thrown)) redirect(303, typeof away === 'string' ? away : await away());
      throw thrown;
    }
    return { done: { by: 'clear', text: 'The rule is gone.' } } as const;
  }),
});
