/** What a row of the tables says: a request, and what each role is answered. */
import type { Expected } from './roles.ts';

export interface OperationCase {
  operation: string;
  name: string;
  path: string | (() => Promise<string>);
  headers?: Record<string, string>;
  body?: unknown;
  expected: Expected;
}

export interface PageCase {
  /** Method and route id; forms name their action: `POST /dashboard/new?/default`. */
  request: string;
  name: string;
  path: string | (() => Promise<string>);
  /** The fields that a form sends. */
  form?: Record<string, string>;
  expected: Expected;
}
