import { noSuchAddress } from '@vesta-cx/core/http';
import type { RequestHandler } from './$types';

export const fallback: RequestHandler = ({ request }) => noSuchAddress(request);
