import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, browserExecutable } from './e2e-tests/browser';

export default defineConfig({
  testDir: 'e2e-tests',
  outputDir: 'test-results',
  globalSetup: './e2e-tests/globalSetup.mjs',
  // Each test file starts portals and sandboxes of its own: own ports, own directories. Most of the time they wait.
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 1000 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browserExecutable(),
      args: BROWSER_ARGUMENTS,
    },
  },
});
