/** Asks for pages and reads off what they cost. */
import { expect } from '@playwright/test';
import { cookieOf } from '../support/sign-in.ts';
import { roundsForGuests, statementsForGuests, type Budget } from './table.ts';

/** Fails when the first page, or the one after it, reads more rows than it may, or asks too often. */
export async function expectWithin(budget: Budget, site: string, path: string): Promise<void> {
  const first = await ask(budget, site, path);
  expect(first.rows, `rows read by ${path}`).toBeLessThanOrEqual(budget.rows);
  if (!first.next) return;
  const second = await ask(budget, site, first.next);
  expect(second.rows, `rows read by ${first.next}`).toBeLessThanOrEqual(budget.then ?? budget.rows);
}

async function ask({ as }: Budget, site: string, path: string) {
  const response = await fetch(new URL(path, site), {
    redirect: 'manual',
    headers: as ? { cookie: await cookieOf(as, site) } : {},
  });
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 200)}`).toBe(200);
  const rows = response.headers.get('x-rows-read');
  expect(rows, `${path} does not say what it read`).not.toBeNull();
  const statements = response.headers.get('x-statements');
  expect(statements, `${path} does not say how often it asked`).not.toBeNull();
  if (!as) {
    expect(Number(statements), `statements of ${path}`).toBeLessThanOrEqual(statementsForGuests);
    const rounds = response.headers.get('x-rounds');
    expect(rounds, `${path} does not say how often it waited`).not.toBeNull();
    const most = path.startsWith('/api/') ? roundsForGuests.api : roundsForGuests.pages;
    expect(Number(rounds), `calls one after the other of ${path}`).toBeLessThanOrEqual(most);
  }
  const link = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  const anchor = /<a\b(?=[^>]*\brel="next")[^>]*\bhref="([^"]+)"/.exec(text)?.[1];
  const next = link ?? anchor?.replaceAll('&amp;', '&');
  const at = next && new URL(next, new URL(path, site));
  return { rows: Number(rows), next: at ? at.pathname + at.search : null };
}
