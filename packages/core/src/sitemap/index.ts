export { sitemap, sitemapIndex } from './documents.ts';
export { listParts, pagesIn, parsePart, partName, type SitemapPage } from './queries.ts';
