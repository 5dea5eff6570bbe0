/** One thing that the API offers. The document, the validation and the route tables come from it. */
import type { Database, Page } from '@vesta-cx/db/query';
import { z } from 'zod';
import type { ErrorCode, Expected, Person, Principal, Services } from '../kernel/index.ts';
import type { Scope } from './scopes.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The kind of an operation, which decides the status and headers of its answer. */
export type Kind = 'list' | 'read' | 'create' | 'update' | 'replace' | 'delete';

/** Results of the handlers of each kind. */
export interface Answers<T> {
  /** 200, a bare array with `Link: …; rel="next"`. */
  list: Page<T>;
  /** 200. `version` goes into the ETag. */
  read: { value: T; version?: number };
  /**
   * 201, or 200 when the thing was there before. `location` is a path below the API's root:
   * `/workspaces/ada`.
   */
  create: { value: T; location: string; version?: number; created?: boolean };
  /** 200. */
  update: { value: T; version?: number };
  /** 200, or 201 when the thing was not there before. */
  replace: { value: T; version?: number; created?: boolean };
  /** 204. */
  delete: void;
}

/** The input of a handler: everything validated, nothing of HTTP. */
interface Asked<Who extends Principal, Params, Query, Body> {
  db: Database;
  principal: Who;
  params: Params;
  query: Query;
  body: Body;
  /** What the caller demands of the version (`If-Match`, `If-None-Match`): give it to the command. */
  ifMatch: Expected;
  /** The id for the thing to make. A retry with the same `Idempotency-Key` gets the same id. */
  id: string;
  now: Date;
  /** The services that the operation says it uses. */
  services: Services;
}

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Validated<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The specification of an operation; see README.md beside this file. */
export interface OperationSpec<
  Path extends string,
  K extends Kind,
  Auth extends 'optional' | 'required',
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Output extends z.ZodType | undefined,
> {
  /** `workspaces.list`: the tag and the verb. */
  id: `${string}.${string}`;
  method: Method;
  /** Below the API's root, parameters in braces: `/workspaces/{workspace}`. */
  path: Path;
  tag: string;
  summary: string;
  description?: string;
  /** What an API key must have been given; null where everybody gets the same. */
  scope: Scope | null;
  /**
   * True if keys that are confined to an organization or a workspace may use it: only where all that
   * it touches goes through `authorize` or the SQL rules, for which they are guests elsewhere.
   */
  confined?: boolean;
  /** `required` answers guests with 401 before anything else is looked at. */
  auth: Auth;
  /** True if it means something for API keys alone, so that sessions are of no use. */
  onlyKeys?: boolean;
  kind: K;
  /** Stricter rules for path parameters; what breaks them is a 404. Texts otherwise. */
  params?: Params;
  /** The declared query parameters; lists use `listQuery`. Others are refused. */
  query?: Query;
  /** The JSON body, for POST, PUT and PATCH. Use `z.strictObject`, so that typos are told. */
  body?: Body;
  /** One thing as it goes out (for a list: one item). Encoded: write times as `isoDate`. */
  output?: Output;
  /**
   * True if the handler hands `ifMatch` on. It does unless said otherwise, but for `create`: there the
   * ETag that GET has at the same address decides.
   */
  ifMatch?: boolean;
  /** True if its answer holds a secret. Then it is given once, and not kept for an `Idempotency-Key`. */
  secret?: boolean;
  /** The longest body in bytes; 256 KiB unless said otherwise. */
  maxBytes?: number;
  /** Of `replace`: whether what it names may not be there yet, so that it can answer 201. */
  creates?: boolean;
  /** Of `create`: whether what it names may be there already, so that it can answer 200. */
  finds?: boolean;
  /** The services that take part, which can fail as well. */
  uses?: readonly (keyof Services)[];
  /** What its use case may refuse with, beyond what follows from the rest. */
  problems?: readonly ErrorCode[];
  /**
   * Of a POST: throws what the caller would be refused with by now. Asked before an answer that was
   * kept for an `Idempotency-Key` is given again; `made` is the last part of its `Location`.
   */
  allowed?: (asked: AskedOf<Path, Auth, Params, Query, Body>, made: string) => Promise<unknown>;
  handler: (
    asked: AskedOf<Path, Auth, Params, Query, Body>,
  ) => Promise<Answers<Validated<Output>>[K]>;
}

type AskedOf<Path extends string, Auth, Params, Query, Body> = Asked<
  Auth extends 'required' ? Person : Principal,
  Params extends z.ZodObject ? z.output<Params> : { [Name in Names<Path>]: string },
  Validated<Query>,
  Validated<Body>
>;

/** An operation as apps, the document and tests use it: the types of its parts are checked. */
export interface Operation {
  id: string;
  method: Method;
  path: string;
  tag: string;
  summary: string;
  description: string | undefined;
  scope: Scope | null;
  confined: boolean;
  auth: 'optional' | 'required';
  onlyKeys: boolean;
  kind: Kind;
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType | undefined;
  output: z.ZodType | undefined;
  ifMatch: boolean;
  secret: boolean;
  maxBytes: number;
  creates: boolean;
  finds: boolean;
  uses: readonly (keyof Services)[];
  problems: readonly ErrorCode[];
  allowed: (asked: Asked<Principal, unknown, unknown, unknown>, made: string) => Promise<unknown>;
  handler: (asked: Asked<Principal, unknown, unknown, unknown>) => Promise<unknown>;
}

/** Declares an operation. Throws when its parts contradict each other, which a test run shows. */
export function operation<
  const Path extends string,
  const K extends Kind,
  const Auth extends 'optional' | 'required',
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Output extends z.ZodType | undefined = undefined,
>(spec: OperationSpec<Path, K, Auth, Params, Query, Body, Output>): Operation {
  const names = parameterNames(spec.path);
  const complain = (what: string) => {
    throw new Error(`Operation ${spec.id}: ${what}`);
  };
  if (!spec.path.startsWith('/')) complain('the path starts with /');
  if ((spec.kind === 'delete') !== (spec.output === undefined)) {
    complain('every kind but delete has an output');
  }
  if (spec.method === 'GET' && spec.body) complain('GET has no body');
  if ((spec.method === 'GET') !== (spec.kind === 'list' || spec.kind === 'read')) {
    complain('GET is for list and read, and they are for GET');
  }
  if ((spec.method === 'POST') !== (spec.allowed !== undefined)) {
    complain('a POST, and nothing else, says who may be given its answer again');
  }
  if (spec.method !== 'GET' && spec.auth !== 'required') complain('a change needs somebody');
  return {
    ...spec,
    description: spec.description,
    confined: spec.confined ?? false,
    onlyKeys: spec.onlyKeys ?? false,
    secret: spec.secret ?? false,
    params: spec.params ?? z.object(Object.fromEntries(names.map((name) => [name, pathText]))),
    query: spec.query ?? z.strictObject({}),
    body: spec.body,
    output: spec.output,
    ifMatch: spec.ifMatch ?? ['update', 'replace', 'delete'].includes(spec.kind),
    maxBytes: spec.maxBytes ?? 256 * 1024,
    creates: spec.creates ?? false,
    finds: spec.finds ?? false,
    uses: spec.uses ?? [],
    problems: spec.problems ?? [],
    allowed: (spec.allowed ?? (async () => {})) as unknown as Operation['allowed'],
    handler: spec.handler as unknown as Operation['handler'],
  };
}

/** The names in braces of a path, in order. */
export const parameterNames = (path: string): string[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);

// MySQL takes `text ` for `text`: a thing has one address.
const pathText = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text === text.trim());
