/** Every operation of the API, in the order of its document. */
import { operations as audit } from './audit-log/index.ts';
import { operations as collections } from './collections/index.ts';
import { operations as health } from './health/index.ts';
import { operations as keys } from './keys/index.ts';
import {
  invitationOperations as invitations,
  memberOperations as members,
  operations as organizations,
} from './organizations/index.ts';
import { operations as permissions } from './access/index.ts';
import { operations as resources } from './resources/index.ts';
import { operations as search } from './search/index.ts';
import { operations as teams } from './teams/index.ts';
import { operations as users } from './users/index.ts';
import { operations as workspaces } from './workspaces/index.ts';
import type { Operation } from './http/index.ts';

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
