import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../../scripts/run.ts';

/** The packed package: the tarball, and its files unpacked. */
export interface Packed {
  tarball: string;
  folder: string;
  files: string[];
  manifest: Record<string, unknown>;
}

/** Packs this package into `destination` as publishing would. */
export async function pack(destination: string): Promise<Packed> {
  const [pnpm, ...first] = pnpmCommand();
  await run(pnpm!, [...first, 'pack', '--pack-destination', destination]);
  const tarball = (await readdir(destination)).find((name) => name.endsWith('.tgz'))!;
  await run('tar', ['-xzf', tarball], { cwd: destination });
  const folder = join(destination, 'package');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return {
    tarball: join(destination, tarball),
    folder,
    files: files.toSorted(),
    manifest: JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as never,
  };
}

/** The pnpm that runs this test, or the one that the repository is started with. */
function pnpmCommand(): string[] {
  const caller = process.env.npm_execpath;
  return caller?.includes('pnpm') ? [process.execPath, caller] : ['npx', '--yes', 'pnpm@10'];
}
