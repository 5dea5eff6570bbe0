/* eslint-disable @typescript-eslint/consistent-type-imports -- an import would make this a module */
declare namespace Cloudflare {
  interface Env {
    DB: D1Database;
    /** Lets three requests through. */
    TIGHT: RateLimit;
    CURSOR_SECRET: string;
    MIGRATIONS: import('@cloudflare/vitest-plugin').D1Migration[];
  }
}

declare module '*?raw' {
  const text: string;
  export default text;
}
