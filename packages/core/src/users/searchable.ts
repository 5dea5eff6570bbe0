import { publicScope, type User } from '@vesta-cx/db';
import type { Searchable } from '@vesta-cx/db/query';

/** Returns what a person is found by: their name and their handle. */
export const searchable = ({
  workosUserId,
  handle,
  displayName,
}: Pick<User, 'workosUserId' | 'handle' | 'displayName'>): Searchable => ({
  type: 'user',
  id: workosUserId,
  scope: publicScope,
  names: [displayName, handle],
});
