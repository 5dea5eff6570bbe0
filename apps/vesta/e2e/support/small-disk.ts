/** A disk that is soon full: a file system in memory, which not every account may make. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one of 64 MB and says where. Throws where the account may not. */
export function makeSmallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vesta-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'vesta', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return folder;
}

/** Takes it away again, whatever is on it. */
export function removeSmallDisk(folder: string): void {
  execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
}

/** Returns whether this account may make one. */
export function canMakeSmallDisk(): boolean {
  try {
    removeSmallDisk(makeSmallDisk());
    return true;
  } catch {
    return false;
  }
}
