import { logPage } from '$lib/server/audit-log';
import { page } from '$lib/server/request-context';
import * as auditLog from '@vesta-cx/core/audit-log';
import * as organizations from '@vesta-cx/core/organizations';
import type { PageServerLoad } from './$types';

/** What was done in an organization and its workspaces, for those who administer it. */
export const load: PageServerLoad = page(async (event, context) => {
  const { db, principal } = context;
  const label = await organizations.authorize(db, principal, event.params.organization, 'admin');
  return { log: await logPage(context, auditLog.ofOrganization(label), event) };
});
