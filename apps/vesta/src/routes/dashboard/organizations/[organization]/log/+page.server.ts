import { logPage } from '$lib/server/audit-log';
import { page } from '$lib/server/door';
import * as audit from '@vesta-cx/core/audit';
import * as organizations from '@vesta-cx/core/organizations';
import type { PageServerLoad } from './$types';

/** What was done in an organization and its workspaces, for those who administer it. */
export const load: PageServerLoad = page(async (event, door) => {
  const { db, principal } = door;
  const label = await organizations.authorize(db, principal, event.params.organization, 'admin');
  return { log: await logPage(door, audit.ofOrganization(label), event) };
});
