import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { timeouts } from '@vesta-cx/testing/timeouts';
import type {} from '@vesta-cx/testing/workos';
import { reporters } from '@vesta-cx/testing/report';

/** The rules run in plain Node; everything about sessions runs where it will live: in workerd. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['src/{permissions,api-keys,d1,text}/**/*.test.ts'],
          ...timeouts,
        },
      },
      {
        plugins: [
          cloudflareTest({
            miniflare: {
              compatibilityDate: '2026-08-01',
              compatibilityFlags: ['nodejs_compat'],
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['src/{auth,cursors,workos}/**/*.test.ts'],
          globalSetup: ['@vesta-cx/testing/workos'],
          ...timeouts,
        },
      },
    ],
  },
});
