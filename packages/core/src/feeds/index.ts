export { atom, jsonFeed, type FeedPlaces } from './documents.ts';
export { ofWorkspace, type Feed } from './queries.ts';
