import { page } from '$lib/server/request-context';
import { requirePerson } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import type { LayoutServerLoad } from './$types';

/** An organization's dashboard exists for those who may see it. */
export const load: LayoutServerLoad = page(async ({ params }, { db, principal }) => {
  requirePerson(principal);
  const organization = await organizations.read(db, principal, params.organization);
  const { workosOrgId: id, name, avatarUrl, bannerUrl, role } = organization;
  return {
    organization: { id, name, avatarUrl, bannerUrl, role },
    rights: await organizations.rights(db, principal, organization),
  };
});
