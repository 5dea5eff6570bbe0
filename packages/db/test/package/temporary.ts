import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder outside the workspace; `remove` deletes it. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'vesta-db-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
