/** What a key of a place hangs on: its maker's part there. */
import { apiKeys, organizationMembers, workspaces } from '@vesta-cx/db';
import { aliasedTable, sql } from 'drizzle-orm';
import { mayOnWorkspace } from '../permissions/index.ts';

const maker = { userId: sql`${apiKeys.createdBy}` };
const members = aliasedTable(organizationMembers, 'makers');

/**
 * SQL condition: the maker of the key of the row belongs to what it is for: to an organization as a member, to
 * a workspace, which is joined, by the right to write there.
 */
export const makerMembership = sql<boolean>`case
  when ${apiKeys.ownerType} = 'user' then 1 = 1
  when ${apiKeys.ownerType} = 'organization' then exists (
    select 1 from ${organizationMembers} as makers
    where ${members.organizationId} = ${apiKeys.ownerId} and ${members.userId} = ${apiKeys.createdBy})
  when ${workspaces.id} is not null then ${mayOnWorkspace(maker, 'write')}
  else 1 = 0 end`.mapWith(Boolean);
