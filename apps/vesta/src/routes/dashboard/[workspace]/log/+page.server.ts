import { logPage } from '$lib/server/audit-log';
import { page } from '$lib/server/request-context';
import * as auditLog from '@vesta-cx/core/audit-log';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';

/** What was done in a workspace, for those who administer it. */
export const load: PageServerLoad = page(async (event, context) => {
  const { db, principal } = context;
  const { workspace: slug } = event.params;
  const workspace = await workspaces.authorizeDashboard(db, principal, slug, 'admin');
  return { log: await logPage(context, auditLog.ofWorkspace(workspace), event) };
});
