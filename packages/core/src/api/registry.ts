/** Every operation of the API, in the order of its document. */
import * as health from '../health/operations.ts';
import * as users from '../users/operations.ts';
import * as workspaces from '../workspaces/operations.ts';
import type { Operation } from './operation.ts';

export const operations: readonly Operation[] = [workspaces, users, health].flatMap((domain) =>
  Object.values(domain).filter(isOperation),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'handler' in value && 'path' in value;
}
