export { atom, jsonFeed, type FeedPlaces } from './documents.ts';
export { listedAt, ofWorkspace, type Feed, type FeedEntry } from './queries.ts';
