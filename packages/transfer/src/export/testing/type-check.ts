/** Type-checks what an export has generated, with the packages that this one depends on. */
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const packages = resolve(import.meta.dirname, '../../../node_modules');

/** Lets a folder resolve packages as this one does, without installing them again. */
export const linkPackages = (folder: string): void =>
  symlinkSync(packages, join(folder, 'node_modules'));

/** The errors of the project in a folder that has a tsconfig.json. */
export async function typeCheck(folder: string): Promise<string[]> {
  const tsc = join(packages, 'typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '--noEmit', '-p', folder], { cwd: folder });
  const [said, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  const errors = said.split('\n').filter((line) => line !== '');
  if (code !== 0 && errors.length === 0) throw new Error(`tsc ended with ${code}`);
  return errors;
}
