import { page } from '$lib/server/request-context';
import { zoneOf } from '$lib/time/zone-cookie';
import { toLocal } from '$lib/time/zoned';
import { requirePerson } from '@vesta-cx/core';
import * as accountExport from '@vesta-cx/core/account-export';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { downloadZip } from 'client-zip';

/** The person's export, written while it is sent. */
export const GET = page(async (event: RequestEvent, { db, principal }) => {
  if (principal.userId === null) redirect(303, '/auth/login?returnTo=/settings/export');
  requirePerson(principal);
  const now = new Date();
  const day = toLocal(now, zoneOf(event)).slice(0, 10);
  const { promise, resolve } = Promise.withResolvers<void>();
  event.locals.streaming = promise;
  const { body } = downloadZip(dated(accountExport.files(db, principal), now, resolve));
  return new Response(body, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="vesta-${event.locals.user!.handle}-${day}.zip"`,
      'cache-control': 'private, no-store',
    },
  });
});

/** The files with their time; says when nobody wants any more of them. */
async function* dated(
  files: AsyncIterable<accountExport.ExportFile>,
  lastModified: Date,
  onEnd: () => void,
) {
  try {
    for await (const file of files) yield { ...file, lastModified };
  } finally {
    onEnd();
  }
}
