import { globalOrganizationId, organizations } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { operation } from '../api/index.ts';
import { version } from '../api/version.ts';
import { AppError, logError } from '../kernel/index.ts';

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
  problems: ['unavailable'],
  output: z
    .object({ status: z.literal('ok'), database: z.literal('ok'), version: z.string() })
    .meta({ id: 'Health' }),
  handler: async ({ db }) => {
    await db
      .select({ id: organizations.workosOrgId })
      .from(organizations)
      .where(eq(organizations.workosOrgId, globalOrganizationId))
      .catch((error: unknown) => {
        logError('The database does not answer', error);
        throw new AppError('unavailable', 'The database does not answer', { retryAfter: 10 });
      });
    return { value: { status: 'ok', database: 'ok', version } as const };
  },
});
