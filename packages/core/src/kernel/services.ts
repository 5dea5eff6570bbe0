import type { Workos } from '@vesta-cx/utils/workos';

/**
 * What use cases need beyond the database. An app makes one for a request or an event; each service is
 * made when it is asked for, and throws then where the app was not told how to reach it.
 */
export interface Services {
  readonly workos: Workos;
}
