/** The conditions of a log as addresses and the API write them. */
import { z } from 'zod';
import { auditKinds, type AuditKind } from '../audit/index.ts';
import type { AuditFilter } from './queries.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'Write a day or a moment: 2026-08-01')
  .optional();

/** As query parameters. A day means all of it, in UTC. */
export const auditQuery = {
  user: z.string().min(1).max(64).optional().describe('The id of the person who did it.'),
  kind: z
    .enum(Object.keys(auditKinds) as [AuditKind, ...AuditKind[]], 'There is no such kind')
    .optional(),
  object: z
    .string()
    .regex(/^[a-z-]{1,32}:\S{1,64}$/, 'Write type:ID, like resource:ID')
    .optional()
    .describe('What it was done to: `resource:ID`.'),
  from: moment.describe('Not before this day or moment.'),
  to: moment.describe('Until the end of this day, or before this moment.'),
};

type AuditQuery = z.output<z.ZodObject<typeof auditQuery>>;

/** Returns the filter that a list is asked for. */
export function filterOf({ object, from, to, ...rest }: AuditQuery): AuditFilter {
  const [type = '', id = ''] = object ? object.split(/:(.*)/s) : [];
  return {
    ...rest,
    object: object ? { type, id } : undefined,
    from: from ? new Date(from) : undefined,
    to: to ? endOf(to) : undefined,
  };
}

const endOf = (to: string) =>
  day.test(to) ? new Date(new Date(to).getTime() + 24 * 60 * 60 * 1000) : new Date(to);
