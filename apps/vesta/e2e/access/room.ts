/** The closed room's things by name, with what the scene does not have: made once, as its owner. */
import { baseUrl } from '../support/sign-in.ts';
import { closedRoom, headersOf, type Role } from './roles.ts';

export interface Room {
  workspace: string;
  published: string;
  publishedSlug: string;
  draft: string;
  draftSlug: string;
  scheduled: string;
  scheduledSlug: string;
  collection: string;
  collectionSlug: string;
  /** An API key that is for the room. */
  key: string;
  /** A status that the owner has posted as herself. */
  status: string;
}

/** The label of the demo scene: `writer` is a member of it, `admin` administers it. */
export interface Label {
  organization: string;
  /** A team of it, and somebody in it. */
  team: string;
  member: string;
}

let room: Promise<Room> | undefined;

/** Ids and slugs of what is in the room. */
export const theRoom = (): Promise<Room> => (room ??= furnish());

let label: Promise<Label> | undefined;

/** Ids of the demo scene's label and of what is in it. */
export const theLabel = (): Promise<Label> => (label ??= lookUp());

async function lookUp(): Promise<Label> {
  const { ownerId } = await ask<{ ownerId: string }>('GET', '/workspaces/nightjar-records');
  const teams = await ask<{ id: string; name: string }[]>(
    'GET',
    `/organizations/${ownerId}/teams?limit=100`,
    undefined,
    {
      as: 'admin',
    },
  );
  // Other tests make teams of their own.
  const team = teams.find(({ name }) => name === 'Release desk')!.id;
  const members = await ask<{ userId: string }[]>('GET', `/teams/${team}/members`, undefined, {
    as: 'admin',
  });
  return { organization: ownerId, team, member: members[0]!.userId };
}

async function furnish(): Promise<Room> {
  const workspace = await ask<{ id: string }>('GET', `/workspaces/${closedRoom}`);
  const published = await post({
    title: 'Heard behind the door',
    publishedAt: '2026-01-05T12:00:00Z',
  });
  const draft = await post({ title: 'Not finished' });
  const scheduled = await post({ title: 'Not yet', publishedAt: '2099-01-05T12:00:00Z' });
  const collection = await ask<{ id: string; slug: string }>('POST', '/collections', {
    name: 'Takes we keep',
    ownerType: 'workspace',
    ownerId: workspace.id,
  });
  await ask('POST', `/collections/${collection.id}/items`, {
    itemType: 'resource',
    itemId: published.id,
  });
  const status = await ask<{ id: string }>('POST', '/resources', {
    type: 'status',
    excerpt: 'Door shut.',
    publishedAt: '2026-01-05T12:00:00Z',
  });
  return {
    key: await disposableKey(workspace.id),
    status: status.id,
    workspace: workspace.id,
    published: published.id,
    publishedSlug: published.slug,
    draft: draft.id,
    draftSlug: draft.slug,
    scheduled: scheduled.id,
    scheduledSlug: scheduled.slug,
    collection: collection.id,
    collectionSlug: collection.slug,
  };
}

/** A post in the room for a test to delete. */
export const disposablePost = async (): Promise<string> =>
  (await post({ title: 'Not for long', publishedAt: '2026-01-05T12:00:00Z' })).id;

/** A status of the owner's for a test to delete. */
export const disposableStatus = async (): Promise<string> =>
  (await ask<{ id: string }>('POST', '/resources', { type: 'status', excerpt: 'Gone soon.' })).id;

/** A key of the room for a test to revoke. */
export async function disposableKey(room?: string): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/keys', {
    name: 'Saltlight site',
    scopes: ['resources:read'],
    ownerType: 'workspace',
    ownerId: room ?? (await theRoom()).workspace,
  });
  return id;
}

/** A collection of the room for a test to delete. */
export async function disposableCollection(): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/collections', {
    name: 'Not for long',
    ownerType: 'workspace',
    ownerId: (await theRoom()).workspace,
  });
  return id;
}

const post = (fields: { title: string; publishedAt?: string }) =>
  ask<{ id: string; slug: string }>('POST', '/resources', {
    workspace: closedRoom,
    type: 'post',
    post: { body: 'Saltlight, take four.' },
    ...fields,
  });

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  { as = 'owner' }: { as?: Role } = {},
): Promise<T> {
  const response = await fetch(`${baseUrl()}/api${path}`, {
    method,
    headers: {
      ...(await headersOf(as)),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
