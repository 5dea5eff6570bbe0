/** What only workerd can tell: the app's server code beside real D1 databases. */
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { timeouts } from '@vesta-cx/testing/timeouts';

export default defineConfig({
  plugins: [
    cloudflareTest({
      main: './test/worker.ts',
      miniflare: {
        compatibilityDate: '2026-08-15',
        compatibilityFlags: ['nodejs_compat'],
        d1Databases: ['PRIMARY', 'REPLICA'],
        bindings: { MIGRATIONS: await readD1Migrations('../../packages/db/src/migrations') },
      },
    }),
  ],
  test: { name: 'workerd', include: ['src/**/*.workerd.test.ts'], ...timeouts },
});
