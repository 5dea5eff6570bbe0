export { atom, jsonFeed, type FeedPlaces } from './documents.ts';
export { ofWorkspace, type Feed, type FeedEntry } from './queries.ts';
