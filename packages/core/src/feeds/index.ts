export { atom, jsonFeed, type FeedPlaces } from './documents.ts';
export { entriesAhead, ofWorkspace, type Feed } from './queries.ts';
