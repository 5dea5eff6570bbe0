import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';
import { onlyOnD1 } from '@vesta-cx/testing/browser-suites';
import { engine, mainJourneys } from './e2e/support/engine.ts';
import { canMakeSmallDisk } from './e2e/support/small-disk.ts';

const debianChromium = '/usr/bin/chromium';

// As suites of database servers that are not there: what can't be run here is left out, and named.
const withoutDisk = engine === 'd1' && !canMakeSmallDisk();
if (withoutDisk) console.error('NOT RUN: a full disk, which this account may not make');

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/support/setup.ts',
  outputDir: `./test-results/${engine}`,
  fullyParallel: false,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 360_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    [
      './e2e/support/report.ts',
      { file: `test-results/e2e${engine === 'd1' ? '' : `-${engine}`}.json` },
    ],
  ],
  projects: [
    {
      name: engine,
      ...(process.env.VESTA_JOURNEYS === 'main' ? { testMatch: mainJourneys } : {}),
      ...(engine === 'd1' ? {} : { testIgnore: onlyOnD1 }),
      ...(withoutDisk ? { testIgnore: 'failures/full-disk.spec.ts' } : {}),
    },
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.VESTA_E2E_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(debianChromium) ? debianChromium : undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
