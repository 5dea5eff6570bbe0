/** WorkOS's events in its own words, read into vesta's. */
import type { WorkosMembership, WorkosOrganization, WorkosUser } from '@vesta-cx/utils/workos';
import { z } from 'zod';
import { check, invalid, invalidField } from '../kernel/index.ts';
import { syncCursorSchema } from './sync.ts';
import { cutText } from '@vesta-cx/utils/text';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const id = z.string().min(1).max(64);

/** An event of WorkOS as its webhooks bring it. */
const noticeSchema = z.object({
  id,
  event: z.string().min(1).max(80),
  created_at: time,
  data: z.looseObject({ id }),
});
export type WorkosEvent = z.output<typeof noticeSchema>;

const organization = z
  .object({ id, name: z.string().min(1), updated_at: time })
  .transform(({ id, name, updated_at: updatedAt }): WorkosOrganization => ({
    id,
    name: cutText(name, 200),
    updatedAt,
  }));

const membership = z
  .object({
    id,
    organization_id: id,
    user_id: id,
    status: z.string(),
    role: z.object({ slug: z.string() }),
    updated_at: time,
  })
  .transform((data): WorkosMembership => ({
    id: data.id,
    organizationId: data.organization_id,
    userId: data.user_id,
    role: data.role.slug === 'admin' ? 'admin' : 'member',
    active: data.status === 'active',
    updatedAt: data.updated_at,
  }));

const user = z
  .object({
    id,
    email: z.string().min(1).max(320),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    profile_picture_url: z.string().nullish(),
    updated_at: time,
  })
  .transform((data): WorkosUser => ({
    id: data.id,
    email: data.email,
    firstName: data.first_name ?? null,
    lastName: data.last_name ?? null,
    avatarUrl: data.profile_picture_url ?? null,
    updatedAt: data.updated_at,
  }));

/** What an event says that matters here. */
export type WorkosChange =
  | { kind: 'organization.written'; about: WorkosOrganization }
  | { kind: 'organization.deleted'; about: { id: string } }
  | { kind: 'membership.written' | 'membership.deleted'; about: WorkosMembership }
  | { kind: 'user.written'; about: WorkosUser; isNew: boolean }
  | { kind: 'user.deleted'; about: { id: string } };

/** Returns what an event says; null when it is none of vesta's business. Throws `invalid`. */
export function changeIn({ event, data }: WorkosEvent): WorkosChange | null {
  switch (event) {
    case 'organization.created':
    case 'organization.updated':
      return { kind: 'organization.written', about: read(organization, data) };
    case 'organization.deleted':
    case 'user.deleted':
      return { kind: event, about: { id: data.id } };
    case 'organization_membership.created':
    case 'organization_membership.updated':
      return { kind: 'membership.written', about: read(membership, data) };
    case 'organization_membership.deleted':
      return { kind: 'membership.deleted', about: read(membership, data) };
    case 'user.created':
    case 'user.updated':
      return { kind: 'user.written', about: read(user, data), isNew: event === 'user.created' };
    default:
      return null;
  }
}

/** Reads the body of a webhook. Throws `invalid`. */
export const parseWorkosEvent = (body: string): WorkosEvent => read(noticeSchema, parse(body));

const syncRequest = z.strictObject({
  cursor: syncCursorSchema.optional(),
  dryRun: z.boolean().optional(),
});

/** Reads what a re-sync asks for: where to go on, and how. Throws `invalid`. */
export const syncRequestOf = (body: string): z.output<typeof syncRequest> =>
  read(syncRequest, parse(body));

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalidField('', 'This is not JSON');
  }
}

function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = check(schema, value);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}
