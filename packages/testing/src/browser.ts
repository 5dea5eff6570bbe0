/** Which browser the end-to-end tests run in. */
import { existsSync } from 'node:fs';

/** Debian's package of Chromium without a window, as Playwright's own: a third less work than the whole one. */
export const debianBrowser = 'chromium-headless-shell';

/** Returns the path of Debian's browser where there is one; Playwright's own serves otherwise. */
export const installedBrowser = (): string | undefined =>
  [debianBrowser, 'chromium'].map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));
