import { documentOf } from '$lib/server/api';
import { policies, scopes } from '@vesta-cx/core/http';
import type { PageServerLoad } from './$types';
import { referenceOf } from './reference';

/** The page is complete as it is served: nothing on it needs scripts. */
export const csr = false;

export const load: PageServerLoad = ({ url }) => ({
  reference: referenceOf(documentOf(url.origin)),
  limits: policies,
  scopes,
});
