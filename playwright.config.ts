import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, browserExecutable } from './e2e-tests/browser';

export default defineConfig({
  testDir: 'e2e-tests',
  outputDir: 'test-results',
  globalSetup: './e2e-tests/globalSetup.mjs',
  // The long tests run on their own: one of them builds the front end that the portals of the others serve.
  ...(process.env.TAP_VERIFY
    ? { grep: /@verify/, workers: 1 }
    : // Each file starts its own portals and sandboxes, with their own ports and directories. Most of the time they wait.
      { grepInvert: /@verify/, workers: 2 }),
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 1000 },
    // Colors and places are final as soon as they change. Drawing what moves costs CPU time, too.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // A trace costs an eighth of the CPU time of a test: run a failed test again with `--trace on`.
    trace: 'off',
    launchOptions: {
      executablePath: browserExecutable(),
      args: BROWSER_ARGUMENTS,
    },
  },
});
