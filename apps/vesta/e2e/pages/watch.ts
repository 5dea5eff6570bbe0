import type { Page, Request } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { baseUrl } from '../support/sign-in.ts';

/** Listens to what a page asks for and complains about, from now on. */
export function watch(page: Page) {
  const problems: string[] = [];
  const strangers: string[] = [];
  const scripts = new Set<Request>();
  page.on('console', (message) => {
    // A page that is not there is an error to the console, and is meant.
    const isStatus = /^Failed to load resource: .* 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isStatus) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== new URL(baseUrl()).origin) {
      strangers.push(request.url());
    }
    if (request.resourceType() === 'script' || url.pathname.endsWith('.js')) scripts.add(request);
  });
  return {
    problems,
    strangers,
    /** What its scripts weigh, each compressed as a server would. */
    async scriptBytes(): Promise<number> {
      const loaded = [...scripts].map(async (request) => (await request.response())!.body());
      const bodies = await Promise.all(loaded);
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    },
  };
}
