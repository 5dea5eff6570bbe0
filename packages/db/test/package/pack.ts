import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../../scripts/run.ts';

/** A packed package: the tarball, and its files unpacked. */
export interface Packed {
  tarball: string;
  folder: string;
  files: string[];
  manifest: Record<string, unknown>;
}

/**
 * Packs the package in `source` into the new folder `destination` as publishing would; without its
 * scripts if what they build is there already.
 */
export async function pack(
  source: string,
  destination: string,
  { scripts = true }: { scripts?: boolean } = {},
): Promise<Packed> {
  await mkdir(destination);
  const without = scripts ? [] : ['--config.ignore-scripts=true'];
  await pnpm(['pack', '--pack-destination', destination, ...without], { cwd: source });
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

/** Runs the pnpm that runs this test, or the one that the repository is started with. */
export async function pnpm(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string | undefined> },
): Promise<string> {
  const caller = process.env.npm_execpath;
  const program = caller?.includes('pnpm') ? caller : await pnpmOfNpx();
  return run(process.execPath, [program, ...args], options);
}

async function pnpmOfNpx(): Promise<string> {
  const printed = await run('npx', ['--yes', '--package=pnpm@10', '-c', 'command -v pnpm']);
  return printed.split('\n')[0]!;
}
