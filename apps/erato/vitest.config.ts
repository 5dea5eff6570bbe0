import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { timeouts } from '@vesta-cx/testing/timeouts';
import { reporters } from '@vesta-cx/testing/report';

export default defineConfig({
  plugins: [
    cloudflareTest({
      main: './src/worker.ts',
      miniflare: {
        compatibilityDate: '2026-08-15',
        compatibilityFlags: ['nodejs_compat'],
        d1Databases: ['DB'],
        ratelimits: { TIGHT: { namespace_id: '1', simple: { limit: 3, period: 60 } } },
        bindings: {
          MIGRATIONS: await readD1Migrations('../../packages/db/src/migrations'),
          CURSOR_SECRET: 'what-the-cursors-of-tests-are-sealed-with',
        },
      },
    }),
  ],
  test: {
    name: 'erato',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    ...timeouts,
    reporters,
  },
});
