/** The closed room's things by name, with what the scene does not have: made once, as its owner. */
import { baseUrl } from '../support/sign-in.ts';
import { closedRoom, headersOf } from './roles.ts';

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
  /** A status that the owner has posted as herself. */
  status: string;
}

let room: Promise<Room> | undefined;

/** Ids and slugs of what is in the room. */
export const theRoom = (): Promise<Room> => (room ??= furnish());

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

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${baseUrl()}/api${path}`, {
    method,
    headers: {
      ...(await headersOf('owner')),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
