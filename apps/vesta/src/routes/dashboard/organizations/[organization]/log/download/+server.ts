import { logDownload } from '$lib/server/audit-log';
import { page } from '$lib/server/request-context';
import { requirePerson } from '@vesta-cx/core';
import * as auditLog from '@vesta-cx/core/audit-log';
import * as organizations from '@vesta-cx/core/organizations';
import type { RequestEvent } from './$types';

/** The log as NDJSON, with the filter of the address. */
export const GET = page(async (event: RequestEvent, { db, principal }) => {
  const { params } = event;
  requirePerson(principal);
  const label = await organizations.authorize(db, principal, params.organization, 'admin');
  return logDownload(db, auditLog.ofOrganization(label), event, params.organization);
});
