import { logDownload } from '$lib/server/audit-log';
import { page } from '$lib/server/request-context';
import * as auditLog from '@vesta-cx/core/audit-log';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { RequestEvent } from './$types';

/** The log as NDJSON, with the filter of the address. */
export const GET = page(async (event: RequestEvent, { db, principal }) => {
  const { params } = event;
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'admin');
  return logDownload(db, auditLog.ofWorkspace(workspace), event, workspace.slug);
});
