/* eslint-disable @typescript-eslint/consistent-type-imports -- an import would make this a module, whose namespaces are its own */
/// <reference types="@cloudflare/vitest-pool-workers/types" />

/** What vitest.workerd.config.ts binds. */
declare namespace Cloudflare {
  interface Env {
    PRIMARY: D1Database;
    REPLICA: D1Database;
    MIGRATIONS: import('@cloudflare/vitest-pool-workers').D1Migration[];
  }
}
