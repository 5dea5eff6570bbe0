export { purgeEvents, receive } from './events.ts';
export { events } from './names.ts';
export { noticeOf, syncRequestOf } from './news.ts';
export { sync, type SyncCursor, type SyncSlice } from './sync.ts';
