export { purgeEvents, receive } from './events.ts';
export { events } from './names.ts';
export { parseWorkosEvent, syncRequestOf } from './parse.ts';
export { sync, type Repair, type SyncCursor, type SyncSlice } from './sync.ts';
