import { action, page, type RequestContext } from '$lib/server/request-context';
import { parseForm } from '$lib/server/form';
import * as organizations from '@vesta-cx/core/organizations';
import { verbOf } from '@vesta-cx/utils/permissions';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';

const roleForm = z.strictObject({ role: organizations.roleSchema });

/** Administrators manage everybody; everybody can leave. */
const seen = (
  { db, principal }: RequestContext,
  { organization, user }: { organization: string; user: string },
) =>
  organizations.authorize(
    db,
    principal,
    organization,
    user === principal.userId ? 'read' : 'admin',
  );

export const load: PageServerLoad = page(async ({ params }, context) => {
  const organization = await seen(context, params);
  const { user, role, createdAt } = await organizations.member(
    context.db,
    organization,
    params.user,
  );
  const { workosUserId: id, handle, displayName, avatarUrl } = user;
  const [rules, hasOther] = await Promise.all([
    organizations.personalRules(context.db, organization, id, mostNamed + 1),
    role === 'admin' ? organizations.hasOtherAdministrator(context.db, organization, id) : true,
  ]);
  return {
    rules: {
      count: Math.min(rules.length, mostNamed),
      hasMore: rules.length > mostNamed,
      objects: objectsOf(rules.slice(0, mostNamed)),
    },
    member: { id, handle, displayName, avatarUrl, role, since: createdAt },
    isSelf: id === context.principal.userId,
    isOnlyAdministrator: !hasOther,
  };
});

/** How many rules the page names. */
const mostNamed = 100;

/** The objects that the rules are about, each with what is allowed there. */
const objectsOf = (rules: organizations.PersonalRule[]) =>
  [...Map.groupBy(rules, ({ object }) => object.id).values()].map((about) => {
    const [rule] = about as [organizations.PersonalRule];
    return {
      id: rule.object.id,
      // Who leaves is told of all of it, also of what others administer.
      href: rule.administered ? accessPage(rule) : null,
      name: rule.object.name,
      verbs: about.map(({ action }) => verbOf(action)),
    };
  });

function accessPage({ object: { type, id }, workspace }: organizations.PersonalRule): string {
  if (type === 'organization') return `/dashboard/organizations/${id}/access`;
  if (type === 'collection') return `/dashboard/collections/${id}/access`;
  const home = `/dashboard/${workspace?.slug}`;
  return type === 'workspace' ? `${home}/access` : `${home}/resources/${id}/access`;
}

export const actions: Actions = {
  role: action(async (event, { db, principal, form, service }) => {
    const { organization: id, user } = event.params;
    const organization = await organizations.authorize(db, principal, id, 'admin');
    const { role } = parseForm(roleForm, { role: form.get('role') });
    await organizations.setRole(db, await service('workos'), organization, user, role);
    return { saved: true };
  }),
  remove: action(async (event, context) => {
    const { organization: id, user } = event.params;
    const { db, principal, form, service } = context;
    const parting = { clearRules: form.get('clearRules') === 'on' };
    const workos = await service('workos');
    if (user === principal.userId) {
      await organizations.leave(db, workos, await organizations.read(db, principal, id), parting);
      redirect(303, '/dashboard/organizations?left');
    }
    const organization = await organizations.authorize(db, principal, id, 'admin');
    await organizations.removeMember(db, workos, organization, user, parting);
    redirect(303, `/dashboard/organizations/${id}/members?removed`);
  }),
};
