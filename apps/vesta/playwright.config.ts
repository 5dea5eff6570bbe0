import { defineConfig, devices } from '@playwright/test';
import { installedBrowser } from '@vesta-cx/testing/browser';
import { onlyOnD1 } from '@vesta-cx/testing/browser-suites';
import { engine, mainJourneys, withOwnServer } from './e2e/support/engine.ts';
import { canMakeSmallDisk } from './e2e/support/small-disk.ts';

// As suites of database servers that are not there: what can't be run here is left out, and named.
const withoutDisk = engine === 'd1' && !canMakeSmallDisk();
if (withoutDisk) console.error('NOT RUN: a full disk, which this account may not make');
const leftOut = [
  ...(engine === 'd1' ? [] : onlyOnD1),
  ...(withoutDisk ? ['failures/full-disk.spec.ts'] : []),
];

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/support/setup.ts',
  outputDir: `./test-results/${engine}`,
  fullyParallel: false,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // The longest take ten seconds on an idle machine and nearly a minute on one with eight times the work.
  timeout: 120_000,
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
      testIgnore: [...withOwnServer, ...leftOut],
      ...(process.env.VESTA_JOURNEYS === 'main' ? { testMatch: mainJourneys } : {}),
    },
    // Servers are started, killed and brought back in these, and one fills a large world.
    ...(process.env.VESTA_JOURNEYS === 'main'
      ? []
      : [
          {
            name: `${engine}, own server`,
            testMatch: withOwnServer,
            testIgnore: leftOut,
            timeout: 360_000,
          },
        ]),
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.VESTA_E2E_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: installedBrowser(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
