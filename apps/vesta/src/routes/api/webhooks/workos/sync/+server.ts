import { sync, syncRequestOf } from '@vesta-cx/core/workos';
import { signed } from '$lib/server/webhook';

/** One slice of a re-sync: `pnpm --filter vesta workos:sync` asks for them one after the other. */
export const { POST, fallback } = signed((body, db, { workos }) => {
  const { cursor, ...options } = syncRequestOf(body);
  return sync(db, workos, cursor, options);
});
