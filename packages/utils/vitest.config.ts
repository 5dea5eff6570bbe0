import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { patience } from '../db/test/patience.ts';
import { reporters } from '../db/test/report.ts';

/** The rules run in plain Node; everything about sessions runs where it will live: in workerd. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['src/{permissions,api-keys,d1,text}/**/*.test.ts'],
          ...patience,
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
          globalSetup: ['test/emulator.ts'],
          ...patience,
        },
      },
    ],
  },
});
