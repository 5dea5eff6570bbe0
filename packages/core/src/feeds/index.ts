export { atom, jsonFeed, type FeedPlaces } from './documents.ts';
export { entriesAhead, ofWorkspace, type Ahead, type Feed, type FeedEntry } from './queries.ts';
