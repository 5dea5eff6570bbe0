/** Type-checks what an export has generated, with the packages of this app. */
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { app } from '../../../../../../scripts/lib/paths.ts';

/** Lets a folder resolve packages as the app does, without installing them again. */
export const linkPackages = (folder: string): void =>
  symlinkSync(join(app, 'node_modules'), join(folder, 'node_modules'));

/** The errors of the project in a folder that has a tsconfig.json. */
export async function typeCheck(folder: string): Promise<string[]> {
  const tsc = join(app, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [tsc, '--noEmit', '-p', folder], { cwd: folder });
  const [said, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  const errors = said.split('\n').filter((line) => line !== '');
  if (code !== 0 && errors.length === 0) throw new Error(`tsc ended with ${code}`);
  return errors;
}
