/** A small domain of its own, so that the API's promises are tested apart from any real one. */
import { newId } from '@vesta-cx/db';
import { pageOf } from '@vesta-cx/db/query';
import type { Workos } from '@vesta-cx/utils/workos';
import { z } from 'zod';
import { handle, isoDate, listQuery, operation, type Operation } from '../../src/http/index.ts';
import { notFound, requireVersion, withRequestId, type Principal } from '../../src/kernel/index.ts';
import { db } from '../make.ts';
import { workos as emulator } from '../workos.ts';
import { expectDescribed } from './described.ts';

export interface Thing {
  id: string;
  name: string;
  at: Date;
  version: number;
  secret: string;
}

/** What there is; `made` counts how often a handler really made something. */
export const store = { things: [] as Thing[], made: 0, seen: undefined as unknown };

/** Called inside the create handler and before its answer is given again: to be slow, to refuse. */
export const during = { create: async (_id: string) => {}, allowed: async () => {} };

export function stock(count: number): void {
  store.made = 0;
  store.things = Array.from({ length: count }, (_, i) => ({
    id: newId(),
    name: `thing ${i}`,
    at: new Date(1_700_000_000_000 + i),
    version: 1,
    secret: 'not for the wire',
  }));
}

const output = z.object({ id: z.string(), name: z.string(), at: isoDate }).meta({ id: 'Thing' });
const body = z.strictObject({
  name: z.string().trim().min(1).max(50),
  at: isoDate.optional(),
  urls: z.array(z.strictObject({ url: z.url() })).optional(),
});
const common = { tag: 'things', summary: 'Things', scope: 'resources:read' } as const;

const find = (id: string): Thing => {
  const thing = store.things.find((one) => one.id === id);
  if (!thing) throw notFound('thing');
  return thing;
};

export const list = operation({
  ...common,
  id: 'things.list',
  method: 'GET',
  path: '/things',
  kind: 'list',
  auth: 'optional',
  query: listQuery({
    kind: z.array(z.enum(['post', 'song'])).optional(),
    loud: z.boolean().optional(),
  }),
  output,
  handler: async ({ query }) => {
    store.seen = query;
    const from = query.cursor ? Number(JSON.parse(atob(query.cursor))[0]) : 0;
    const rows = store.things.slice(from, from + query.limit + 1);
    return pageOf(rows, query.limit, (row) => [store.things.indexOf(row) + 1]);
  },
});

export const read = operation({
  ...common,
  id: 'things.read',
  method: 'GET',
  path: '/things/{thing}',
  kind: 'read',
  auth: 'optional',
  output,
  handler: async ({ params }) => {
    const value = find(params.thing);
    return { value, version: value.version };
  },
});

export const create = operation({
  ...common,
  id: 'things.create',
  method: 'POST',
  path: '/things',
  kind: 'create',
  auth: 'required',
  body,
  output,
  maxBytes: 2000,
  // `during` lets tests answer these.
  problems: ['not_found', 'gone', 'unavailable'],
  allowed: () => during.allowed(),
  handler: async ({ id, body }) => {
    const before = store.things.find((thing) => thing.id === id);
    const value = before ?? {
      id,
      name: body.name,
      at: body.at ?? new Date(),
      version: 1,
      secret: '',
    };
    if (!before) {
      store.things.push(value);
      store.made += 1;
    }
    await during.create(id);
    return { value, version: 1, location: `/things/${id}` };
  },
});

export const update = operation({
  ...common,
  id: 'things.update',
  method: 'PATCH',
  path: '/things/{thing}',
  kind: 'update',
  auth: 'required',
  body: body.partial(),
  output,
  handler: async ({ params, body, ifMatch }) => {
    const thing = find(params.thing);
    requireVersion('thing', thing.version, ifMatch);
    Object.assign(thing, body, { version: thing.version + 1 });
    return { value: thing, version: thing.version };
  },
});

export const remove = operation({
  ...common,
  id: 'things.delete',
  method: 'DELETE',
  path: '/things/{thing}',
  kind: 'delete',
  auth: 'required',
  handler: async ({ params, ifMatch }) => {
    const thing = find(params.thing);
    requireVersion('thing', thing.version, ifMatch);
    store.things.splice(store.things.indexOf(thing), 1);
  },
});

export const operations = [list, read, create, update, remove];

export interface Call {
  as?: Principal;
  body?: unknown;
  headers?: Record<string, string>;
  now?: Date;
  params?: Record<string, string>;
  method?: string;
  /** What answers GET at the address. */
  reads?: Operation;
  /** WorkOS, where it is not the emulator itself. */
  workos?: Workos;
}

const origin = 'https://vesta.example';

/** What cursors are sealed with in tests. */
export const cursorSecret = 'what-the-cursors-of-tests-are-sealed-with';

/**
 * Asks `operation` at `address` below the API's root, as a browser of this site would. An answer
 * that its document does not describe fails the test.
 */
export async function call(
  operation: Operation,
  address: string,
  {
    as = { userId: null },
    body,
    headers = {},
    now,
    params,
    method = operation.method,
    reads,
    workos = emulator,
  }: Call = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request(`${origin}/api${address}`, {
    method,
    headers: {
      origin,
      'sec-fetch-site': 'same-origin',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: text }),
  });
  const context = {
    db,
    principal: as,
    params: params ?? paramsOf(operation.path, address),
    cursorSecret: () => cursorSecret,
    services: { workos },
    reads,
    ...(now && { now }),
  };
  const response = await withRequestId(request, () => handle(operation, request, context));
  if (method !== 'HEAD') await expectDescribed(operation, response);
  return response;
}

function paramsOf(path: string, address: string): Record<string, string> {
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { ...new RegExp(`^${pattern}$`).exec(address.split('?')[0]!)?.groups };
}
