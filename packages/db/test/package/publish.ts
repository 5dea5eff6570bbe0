import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pnpm } from './pack.ts';
import { temporaryFolder } from './temporary.ts';

/** What a publishing that stops before the upload said and asked. */
export interface Rehearsal {
  output: string;
  /** The paths of the tarball's files. */
  files: string[];
  /** What it asked of the registry, as `GET /name`. */
  asked: string[];
}

/**
 * The guide's `pnpm publish --filter @vesta-cx/db`, with `--dry-run`, beside a registry of its own
 * that has no packages. Without git checks: whoever runs the tests may be in the middle of a change.
 */
export async function rehearsePublishing(root: string): Promise<Rehearsal> {
  const asked: string[] = [];
  const registry = createServer((request, response) => {
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
  });
  await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
  const { port } = registry.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/`;
  const home = await temporaryFolder();
  try {
    // A login of this registry and no other, so that nothing could be published for real.
    const userconfig = join(home.path, 'npmrc');
    await writeFile(
      userconfig,
      `registry=${address}\n@vesta-cx:registry=${address}\n//127.0.0.1:${port}/:_authToken=none\n`,
    );
    const args = ['publish', '--filter', '@vesta-cx/db', '--dry-run', '--no-git-checks'];
    const output = await pnpm(args, {
      cwd: root,
      env: {
        ...withoutCaller,
        npm_config_userconfig: userconfig,
        npm_config_registry: address,
        // Once a day npm asks whether there is a newer npm, which is not part of publishing.
        npm_config_update_notifier: 'false',
        NO_PROXY: '127.0.0.1',
        no_proxy: '127.0.0.1',
      },
    });
    const files = [...output.matchAll(/^npm notice [\d.]+ ?k?B (\S+)$/gm)].map(([, path]) => path!);
    return { output, files: files.toSorted(), asked };
  } finally {
    registry.close();
    await home.remove();
  }
}

/** What a pnpm around this test says to its scripts, and npm would complain about. */
const withoutCaller = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^p?npm_/i.test(name))
    .map((name) => [name, undefined]),
);
