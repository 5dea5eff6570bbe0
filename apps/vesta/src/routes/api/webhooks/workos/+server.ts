import { parseWorkosEvent, receive } from '@vesta-cx/core/workos';
import { signed } from '$lib/server/webhook';

/** WorkOS's news. Anything but a 2xx makes WorkOS tell it again. */
export const { POST, fallback } = signed(async (body, db, { workos }) => ({
  outcome: await receive(db, workos, parseWorkosEvent(body)),
}));
