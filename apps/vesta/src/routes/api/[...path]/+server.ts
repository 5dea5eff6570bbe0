import { noSuchAddress } from '@vesta-cx/core/api';
import type { RequestHandler } from './$types';

export const fallback: RequestHandler = ({ request }) => noSuchAddress(request);
