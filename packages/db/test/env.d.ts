/// <reference types="@cloudflare/vitest-plugin/types" />

// The runtime's own types would clash with Node's, which everything else here needs.
declare module 'cloudflare:workers' {
  import type { D1Database } from '@cloudflare/workers-types';
  import type { D1Migration } from '@cloudflare/vitest-plugin';

  export const env: {
    DB: D1Database;
    MIGRATIONS: D1Migration[];
    /** The bindings of databases that nobody has used. */
    EMPTY: `EMPTY_${number}`[];
  } & Record<`EMPTY_${number}`, D1Database>;
}
