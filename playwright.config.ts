import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, browserExecutable } from './e2e-tests/browser';

export default defineConfig({
  testDir: 'e2e-tests',
  outputDir: 'test-results',
  // One portal at a time: it owns the machine's two cores.
  workers: 1,
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
