import { clientFor } from './client.ts';
import type { AuthConfig } from './config.ts';

/**
 * Deletes a person at WorkOS with their sessions and memberships; somebody who is gone already is
 * no error. Throws when WorkOS can't be reached or refuses.
 */
export async function deleteUser(config: AuthConfig, workosUserId: string): Promise<void> {
  try {
    await clientFor(config).userManagement.deleteUser(workosUserId);
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
  }
}
