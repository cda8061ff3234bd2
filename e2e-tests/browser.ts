import { existsSync } from 'node:fs';

/** In the order of preference: without a user interface, a browser needs a fifth less CPU time. */
const ON_THE_MACHINE = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of an installed Chromium (`TAP_CHROMIUM` overrides it); undefined if Playwright uses its own download. */
export function browserExecutable(): string | undefined {
  return process.env.TAP_CHROMIUM ?? ON_THE_MACHINE.find(existsSync);
}

/** Restricts Chromium to requests to the portal. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
