import { listingStatuses, resourceTypes } from '@vesta-cx/db';
import { z } from 'zod';
import { listQuery, operation, searchText } from '../http/index.ts';
import { invalidField, notFound } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as changes from './update.ts';
import * as commands from './commands.ts';
import { resourceStates } from './list-page.ts';
import {
  creditOutput,
  postOutput,
  resourceOutput,
  shownResource,
  summaryOutput,
  urlOutput,
} from './outputs.ts';
import * as queries from './queries.ts';
import { authorize } from './rights.ts';
import {
  authorsSchema,
  newAlbumSchema,
  newPostSchema,
  newSongSchema,
  newStatusSchema,
  postSchema,
  updateResourceSchema,
  urlsSchema,
} from './schemas.ts';
import * as views from './view.ts';

/** A body of 100,000 characters may take four bytes each, and escapes. */
const maxBytes = 1024 * 1024;

const actor = z
  .string()
  .regex(/^(?:user|workspace):\S{1,64}$/, 'Write user:ID or workspace:ID')
  .optional();
const owner = z
  .string()
  .regex(/^(?:user|organization):\S{1,64}$/, 'Write user:ID or organization:ID')
  .optional();

const home = {
  workspace: z.string().max(100).optional().describe('The id or slug of its home.'),
};

const exampleResource = {
  type: 'song',
  workspace: 'ada-okafor',
  title: 'Blue Hour',
  publishedAt: '2026-08-01T12:00:00.000Z',
  song: { durationMs: 200_000, genre: 'ambient', releaseDate: '2026-08-01' },
  urls: [{ url: 'https://ada-okafor.bandcamp.com/track/blue-hour' }],
};
const exampleLinks = [
  { url: 'https://ada-okafor.bandcamp.com/track/blue-hour' },
  {
    url: 'https://example.com/blue-hour',
    name: 'Our own shop',
    icon: 'ph:globe',
    countries: ['GB'],
  },
];
const exampleCredits = [{ type: 'user', id: 'user_01J9Z3V5X7Q2M4N6P8R0T1W3Y5', role: 'composer' }];

export const list = operation({
  id: 'resources.list',
  method: 'GET',
  path: '/resources',
  tag: 'resources',
  summary: 'List resources, newest first',
  description:
    'What is published and listed, by the day of its release where it has one, else by when it was published. A release that is announced is listed from its day on, in its own workspace at once. With `workspace`, those who write there may ask for `state` and `status`: scheduled things come soonest first, drafts and `all` in the order of creation. With `q`, titles in which every word of it begins some word: anywhere those that begin so first, else alphabetically. With `author` or `owner` the list is in the order of creation.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'list',
  problems: ['not_found'],
  query: listQuery({
    type: z.array(z.enum(resourceTypes)).optional(),
    status: z.enum(listingStatuses).optional(),
    state: z.enum(resourceStates).optional(),
    workspace: z.string().max(100).optional().describe('The id or slug of a workspace.'),
    author: actor.describe('`user:ID` or `workspace:ID`.'),
    owner: owner.describe('`user:ID` or `organization:ID`.'),
    q: searchText(200).optional(),
  }),
  output: summaryOutput,
  handler: async ({ db, principal, now, query: { workspace, author, owner, ...query } }) =>
    queries.list(
      db,
      principal,
      {
        ...query,
        workspace: workspace ? await workspaces.read(db, principal, workspace) : undefined,
        author: author ? parted<'user' | 'workspace'>(author) : undefined,
        owner: owner ? parted<'user' | 'organization'>(owner) : undefined,
      },
      now,
    ),
});

export const create = operation({
  id: 'resources.create',
  method: 'POST',
  path: '/resources',
  tag: 'resources',
  summary: 'Make a post, status, song or album',
  description:
    'A draft unless `publishedAt` is given. Without `workspace`, a status is posted as the caller.',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'create',
  problems: ['not_found'],
  maxBytes,
  body: z
    .discriminatedUnion('type', [
      newPostSchema.extend(home).meta({ id: 'NewPost' }),
      newStatusSchema.extend(home).meta({ id: 'NewStatus' }),
      newSongSchema.extend(home).meta({ id: 'NewSong' }),
      newAlbumSchema.extend(home).meta({ id: 'NewAlbum' }),
    ])
    .meta({ id: 'NewResource', examples: [exampleResource] }),
  output: resourceOutput,
  allowed: async ({ db, principal, body: { workspace } }) =>
    workspace && workspaces.authorize(db, principal, workspace, 'write'),
  handler: async ({ db, principal, body: { workspace, ...body }, id, now }) => {
    const made = await make();
    const value = await views.read(db, principal, made.id, now);
    const location = `/resources/${value.id}`;
    return { value: shownResource(value), version: value.version, location };

    async function make() {
      if (workspace) {
        const home = await workspaces.authorize(db, principal, workspace, 'write');
        return commands.create(db, principal, home, { ...body, id }, now);
      }
      if (body.type !== 'status') throw invalidField('workspace', 'Say where it belongs');
      if (body.authors) throw invalidField('authors', 'A status of your own is credited to you');
      return commands.createStatus(db, principal, { ...body, id }, now);
    }
  },
});

export const read = operation({
  id: 'resources.read',
  method: 'GET',
  path: '/resources/{resource}',
  tag: 'resources',
  summary: 'Get a resource with its parts',
  description:
    'Its text, its links, who is credited and, of an album, its songs. A draft is there for those who may write it.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: resourceOutput,
  handler: async ({ db, principal, params, now }) => {
    const value = await views.read(db, principal, params.resource, now);
    return { value: shownResource(value), version: value.version };
  },
});

export const update = operation({
  id: 'resources.update',
  method: 'PATCH',
  path: '/resources/{resource}',
  tag: 'resources',
  summary: 'Change a resource',
  description:
    'Changes what the body names. `publishedAt` publishes (now or before), schedules (a moment to come) or takes back (null).',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'update',
  maxBytes,
  body: updateResourceSchema.meta({
    id: 'ResourceChanges',
    examples: [{ title: 'Blue Hour (again)', status: 'UNLISTED' }],
  }),
  output: resourceOutput,
  handler: async ({ db, principal, params, body, ifMatch, now }) => {
    const resource = await authorize(db, principal, params.resource, 'write', now);
    await changes.update(db, resource, body, ifMatch, now);
    const value = await views.read(db, principal, resource.id, now);
    return { value: shownResource(value), version: value.version };
  },
});

export const remove = operation({
  id: 'resources.delete',
  method: 'DELETE',
  path: '/resources/{resource}',
  tag: 'resources',
  summary: 'Delete a resource with all that belongs to it',
  description: 'For good: its links, credits and rules go with it, and it leaves every collection.',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'delete',
  handler: async ({ db, principal, params, ifMatch, now }) => {
    const resource = await authorize(db, principal, params.resource, 'delete', now);
    await commands.remove(db, resource, ifMatch);
  },
});

export const readPost = operation({
  id: 'resources.readPost',
  method: 'GET',
  path: '/resources/{resource}/post',
  tag: 'resources',
  summary: 'Get the text of a post',
  description: 'Markdown as it was written, and as sanitised HTML.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: postOutput,
  handler: async ({ db, principal, params, now }) => {
    const { post, version } = await views.read(db, principal, params.resource, now);
    if (!post) throw notFound('post');
    return { value: post, version };
  },
});

export const replacePost = operation({
  id: 'resources.replacePost',
  method: 'PUT',
  path: '/resources/{resource}/post',
  tag: 'resources',
  summary: 'Replace the text of a post',
  description: 'A picture that is not named is taken away.',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'replace',
  maxBytes,
  body: postSchema.meta({ id: 'PostText' }),
  output: postOutput,
  handler: async ({ db, principal, params, body, ifMatch, now }) => {
    const resource = await authorize(db, principal, params.resource, 'write', now);
    if (resource.type !== 'post') throw notFound('post');
    const whole = { featuredImage: null, ...body };
    await changes.update(db, resource, { post: whole }, ifMatch, now);
    const { post, version } = await views.read(db, principal, resource.id, now);
    return { value: post!, version };
  },
});

export const readUrls = operation({
  id: 'resources.readUrls',
  method: 'GET',
  path: '/resources/{resource}/urls',
  tag: 'resources',
  summary: 'Get the links of a resource in their order',
  description: 'Where to hear, read or buy it.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: z.array(urlOutput),
  handler: async ({ db, principal, params, now }) => {
    const { urls, version } = await views.read(db, principal, params.resource, now);
    return { value: urls, version };
  },
});

export const replaceUrls = operation({
  id: 'resources.replaceUrls',
  method: 'PUT',
  path: '/resources/{resource}/urls',
  tag: 'resources',
  summary: 'Replace the links of a resource',
  description: 'The order of the array is the order of the links.',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'replace',
  body: urlsSchema.meta({ id: 'ResourceLinks', examples: [exampleLinks] }),
  output: z.array(urlOutput),
  handler: async ({ db, principal, params, body, ifMatch, now }) => {
    const resource = await authorize(db, principal, params.resource, 'write', now);
    await changes.replaceUrls(db, resource, body, ifMatch);
    const { urls, version } = await views.read(db, principal, resource.id, now);
    return { value: urls, version };
  },
});

export const readAuthors = operation({
  id: 'resources.readAuthors',
  method: 'GET',
  path: '/resources/{resource}/authors',
  tag: 'resources',
  summary: 'Get who is credited for a resource, in order',
  description: 'People and workspaces, each with the role that they have in it.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: z.array(creditOutput),
  handler: async ({ db, principal, params, now }) => {
    const { authors, version } = await views.read(db, principal, params.resource, now);
    return { value: authors, version };
  },
});

export const replaceAuthors = operation({
  id: 'resources.replaceAuthors',
  method: 'PUT',
  path: '/resources/{resource}/authors',
  tag: 'resources',
  summary: 'Replace who is credited for a resource',
  description:
    'The order of the array is the order of the credits. Those that name a workspace which the caller may not see are not told, and stay after the others.',
  scope: 'resources:write',
  confined: true,
  auth: 'required',
  kind: 'replace',
  body: authorsSchema.meta({ id: 'ResourceCredits', examples: [exampleCredits] }),
  output: z.array(creditOutput),
  handler: async ({ db, principal, params, body, ifMatch, now }) => {
    const resource = await authorize(db, principal, params.resource, 'write', now);
    await changes.replaceAuthors(db, principal, resource, body, { expected: ifMatch });
    const { authors, version } = await views.read(db, principal, resource.id, now);
    return { value: authors, version };
  },
});

/** `user:123` in two. */
function parted<T extends string>(text: string): { type: T; id: string } {
  const colon = text.indexOf(':');
  return { type: text.slice(0, colon) as T, id: text.slice(colon + 1) };
}
