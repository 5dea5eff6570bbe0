/* eslint-disable @typescript-eslint/consistent-type-imports -- an import would make this a module, whose namespaces are its own */
/// <reference types="@cloudflare/vitest-plugin/types" />

/** What vitest.workerd.config.ts binds. */
declare namespace Cloudflare {
  interface Env {
    PRIMARY: D1Database;
    REPLICA: D1Database;
    MIGRATIONS: import('@cloudflare/vitest-plugin').D1Migration[];
  }
}
