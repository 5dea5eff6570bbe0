export { purgeEvents, receive, type Outcome } from './events.ts';
export { events } from './names.ts';
export { parseWorkosEvent, syncRequestOf, type WorkosEvent } from './parse.ts';
export { sync, type Repair, type SyncCursor, type SyncSlice } from './sync.ts';
