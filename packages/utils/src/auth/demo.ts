import { clientFor } from './client.ts';
import type { AuthConfig } from './config.ts';
import { isEmulator } from './config.ts';

/** An account of the local emulator. */
export interface DemoAccount {
  email: string;
  name: string;
  /** What it is good for, in a line. */
  role: string;
}

/**
 * The accounts that the local emulator knows, to choose one from; who only fills the demo is left
 * out. It takes no password, so this answers nothing at all unless the configuration is the
 * emulator's.
 *
 * @throws Error outside the emulator.
 */
export async function listDemoAccounts(config: AuthConfig): Promise<DemoAccount[]> {
  if (!isEmulator(config)) throw new Error('Demo accounts exist at the local emulator only');
  const users = clientFor(config).userManagement;
  const { data } = await users.listUsers({ limit: 100, order: 'asc' });
  const offered = data.filter(({ metadata }) => metadata.bystander !== 'yes');
  return offered.map(({ email, firstName, lastName, metadata }) => ({
    email,
    name: [firstName, lastName].filter(Boolean).join(' ') || email,
    role: metadata.role ?? '',
  }));
}
