/** A sitemap as search engines read it: sitemaps.org, version 0.9. */
import type { SitemapPage } from './queries.ts';

/** The document that names the pages. Paths are below `origin`, which is `https://vesta.example`. */
export const sitemap = (origin: string, pages: readonly SitemapPage[]): string =>
  document(
    'urlset',
    pages.map(({ path, changedAt }) => {
      const lastmod = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : '';
      return `<url><loc>${escaped(origin + path)}</loc>${lastmod}</url>`;
    }),
  );

/** The document that names the sitemaps at these paths. */
export const sitemapIndex = (origin: string, paths: readonly string[]): string =>
  document(
    'sitemapindex',
    paths.map((path) => `<sitemap><loc>${escaped(origin + path)}</loc></sitemap>`),
  );

const document = (root: string, lines: string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...lines,
    `</${root}>`,
    '',
  ].join('\n');

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character]!);
