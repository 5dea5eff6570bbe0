import type { Page, Request } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { baseUrl } from '../support/sign-in.ts';

/** Listens to what a page asks for, complains about and writes again, from now on. */
export async function watch(page: Page) {
  const problems: string[] = [];
  const strangers: string[] = [];
  const scripts = new Set<Request>();
  page.on('console', (message) => {
    // A page that is not there is an error to the console, and is meant.
    const isStatus = /^Failed to load resource: .* 4\d\d/.test(message.text());
    // Where the scripts cannot take over what the server wrote, Svelte only warns, and draws the page anew.
    const isRedrawn = /svelte\.dev\/e\/|hydrat/i.test(message.text());
    if ((message.type() === 'error' && !isStatus) || isRedrawn) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== new URL(baseUrl()).origin) {
      strangers.push(request.url());
    }
    if (request.resourceType() === 'script' || url.pathname.endsWith('.js')) scripts.add(request);
  });
  await page.addInitScript(noteRewriting);
  return {
    problems,
    strangers,
    /** Text that hydration changed, in silence. */
    rewritten: () => page.evaluate(() => (window as Watched).rewritten ?? []),
    /** What its scripts weigh, each compressed as a server would. */
    async scriptBytes(): Promise<number> {
      const loaded = [...scripts].map(async (request) => (await request.response())!.body());
      const bodies = await Promise.all(loaded);
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    },
  };
}

type Watched = Window & { rewritten?: string[] };

/**
 * Notes what scripts change in the page that the server sent, until they have taken it over. What
 * stands in a form may follow from what was chosen there.
 */
function noteRewriting() {
  const rewritten: string[] = [];
  (window as Watched).rewritten = rewritten;
  const observer = new MutationObserver((records) => {
    const note = (text: string | null) => text?.trim() && rewritten.push(text);
    for (const { type, target, oldValue, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      if (!element || element.closest('form, head')) continue;
      if (type === 'childList') {
        for (const node of addedNodes)
          if (node.nodeType !== Node.COMMENT_NODE) note(node.textContent);
      } else if (target.nodeType === Node.TEXT_NODE && target.nodeValue !== oldValue) {
        note(`${oldValue} → ${target.nodeValue}`);
      }
    }
    if (document.querySelector('#svelte-announcer')) observer.disconnect();
  });
  document.addEventListener('DOMContentLoaded', () =>
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      characterDataOldValue: true,
    }),
  );
}
