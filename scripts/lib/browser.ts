import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { debianBrowser, installedBrowser } from '@vesta-cx/testing/browser';
import { app, root } from '@vesta-cx/local/paths';
import { run } from '@vesta-cx/local/process';
import { tail } from './summary.ts';
import { dim, red } from './steps.ts';

/**
 * Debian's browser when it is there, else Playwright's own, which installs into its cache. Where
 * that can't be downloaded, Debian's package: only root may install it, and only unasked on a
 * machine whose user is root, which is a container.
 */
export async function hasBrowser(): Promise<boolean> {
  if (installedBrowser()) return true;
  console.log(dim('\nMaking sure that there is a browser …'));
  const cli = join(app, 'node_modules/@playwright/test/cli.js');
  const { code, output } = await run(cli, ['install', '--only-shell', 'chromium'], { cwd: app });
  if (code === 0) return true;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-qq'], { cwd: root });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '--yes', '-qq', debianBrowser], { cwd: root, env });
    if (installedBrowser()) return true;
  }
  console.error(
    `${red('✗')} No browser for the end-to-end tests, and Playwright could not install one.\n` +
      `  Install one by hand: apt-get install ${debianBrowser}\n\n${tail(output, 20)}`,
  );
  return false;
}
