import { page, type RequestContext } from '$lib/server/request-context';
import { queryOf } from '$lib/server/form';
import { invalidField, requirePerson, type SlugAnswer } from '@vesta-cx/core';
import { addressOf, overLimit } from '@vesta-cx/core/http';
import * as collections from '@vesta-cx/core/collections';
import * as resources from '@vesta-cx/core/resources';
import * as users from '@vesta-cx/core/users';
import * as workspaces from '@vesta-cx/core/workspaces';
import { json, type RequestEvent } from '@sveltejs/kit';

/**
 * Which address something would get, asked while its name or address is typed: `kind`, `name`,
 * `slug` when one was chosen, `home` (the workspace of a resource, the owner of a collection), and
 * `of` for what is there already.
 */
export const GET = page(async (event: RequestEvent, context) => {
  const { request, url, platform } = event;
  const { ADDRESS_LIMITER: address } = platform!.env;
  const over = await overLimit({ address }, 'address', addressOf(request));
  return over ?? json(await answer(context, url.searchParams));
});

async function answer(
  { db, principal }: RequestContext,
  asked: URLSearchParams,
): Promise<SlugAnswer> {
  requirePerson(principal);
  const text = (name: string) => queryOf(asked, 200, name) ?? '';
  const [home, of] = [text('home'), text('of') || undefined];
  const names = { name: text('name'), slug: text('slug') };
  switch (asked.get('kind')) {
    case 'workspace':
      return workspaces.suggestSlug(db, principal, { ...names, of });
    case 'resource':
      return resources.suggestSlug(db, principal, { ...names, workspace: home, of });
    case 'collection': {
      const owner =
        home && home !== 'user' ? { ownerType: 'workspace' as const, ownerId: home } : {};
      return collections.suggestSlug(db, principal, { ...names, ...owner, of });
    }
    case 'handle':
      return users.suggestHandle(db, principal, names.slug);
    default:
      throw invalidField('kind', 'Choose one of workspace, resource, collection, handle');
  }
}
