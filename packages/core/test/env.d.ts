/* eslint-disable @typescript-eslint/consistent-type-imports -- an import would make this a module, which can't declare another */
/// <reference types="@cloudflare/vitest-plugin/types" />

// The runtime's own types would clash with Node's, which the build scripts need.
declare module 'cloudflare:workers' {
  export const env: {
    DB: import('@cloudflare/workers-types').D1Database;
    MIGRATIONS: import('@cloudflare/vitest-plugin').D1Migration[];
  };
}

/** The texts of files, as Vite hands them to a test that looks at our own source. */
interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { query: string; import: string; eager: true },
  ): Record<string, T>;
}
