import type { Database } from '@vesta-cx/db/query';
import { RequestSession } from '@vesta-cx/utils/d1';
import { drizzle } from 'drizzle-orm/d1';
import type { Env } from '../../../env.ts';
import * as schema from './schema.ts';

/**
 * The app's database, as one session a request. It starts at the primary, since the first question
 * is whether the key still holds; what is read after it comes from any replica that knows as much.
 */
export function getDb({ env }: { env: Env }): Database {
  const session = new RequestSession(env.DB, 'first-primary');
  // Drizzle's types ask for a whole database, its code for `prepare` and `batch`.
  return drizzle(session as unknown as D1Database, { schema });
}
