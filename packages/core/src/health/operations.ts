import { globalOrganizationId, organizations } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { operation, version } from '../http/index.ts';
import { databaseFailed, logError } from '../kernel/index.ts';

export const read = operation({
  id: 'health.read',
  method: 'GET',
  path: '/health',
  tag: 'health',
  summary: 'Ask whether vesta works',
  description: 'Answers 503 when the database can’t be reached or was never migrated.',
  scope: null,
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: z
    .object({ status: z.literal('ok'), database: z.literal('ok'), version: z.string() })
    .meta({ id: 'Health' }),
  handler: async ({ db }) => {
    try {
      await db
        .select({ id: organizations.workosOrgId })
        .from(organizations)
        .where(eq(organizations.workosOrgId, globalOrganizationId));
    } catch (error) {
      // Also what never got as far as a query.
      logError('The database does not answer', error);
      throw databaseFailed();
    }
    return { value: { status: 'ok', database: 'ok', version } as const };
  },
});
