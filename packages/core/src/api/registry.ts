/** Every operation of the API, in the order of its document. */
import * as audit from '../audit/operations.ts';
import * as collections from '../collections/operations.ts';
import * as health from '../health/operations.ts';
import * as keys from '../keys/operations.ts';
import * as invitations from '../organizations/invitation-operations.ts';
import * as members from '../organizations/member-operations.ts';
import * as organizations from '../organizations/operations.ts';
import * as permissions from '../permissions/editor/operations.ts';
import * as resources from '../resources/operations.ts';
import * as search from '../search/operations.ts';
import * as teams from '../teams/operations.ts';
import * as users from '../users/operations.ts';
import * as workspaces from '../workspaces/operations.ts';
import type { Operation } from './operation.ts';

const domains = [
  workspaces,
  resources,
  collections,
  organizations,
  members,
  invitations,
  teams,
  permissions,
  users,
  search,
  keys,
  audit,
  health,
];

export const operations: readonly Operation[] = domains.flatMap((domain) =>
  Object.values(domain).filter(isOperation),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'handler' in value && 'path' in value;
}
