export { purgeEvents, receive, type Outcome } from './events.ts';
export { events } from './names.ts';
export { noticeOf, syncRequestOf, type Notice } from './news.ts';
export { sync, type Repair, type SyncCursor, type SyncSlice } from './sync.ts';
