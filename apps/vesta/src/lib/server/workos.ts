import type { RequestEvent } from '@sveltejs/kit';
import { connectWorkos, type Workos } from '@vesta-cx/utils/workos';
import { authConfig } from './auth';

/** WorkOS, for use cases on what is kept there. */
export const workosOf = ({ platform }: Pick<RequestEvent, 'platform'>): Workos =>
  connectWorkos(authConfig(platform));
