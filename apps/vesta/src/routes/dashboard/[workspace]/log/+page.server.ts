import { logPage } from '$lib/server/audit-log';
import { page } from '$lib/server/door';
import * as audit from '@vesta-cx/core/audit';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';

/** What was done in a workspace, for those who administer it. */
export const load: PageServerLoad = page(async (event, door) => {
  const { db, principal } = door;
  const { workspace: slug } = event.params;
  const workspace = await workspaces.authorizeDashboard(db, principal, slug, 'admin');
  return { log: await logPage(door, audit.ofWorkspace(workspace), event) };
});
