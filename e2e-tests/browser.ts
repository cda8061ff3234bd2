import { existsSync } from 'node:fs';

const ON_THE_MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Path of a Chromium that is on the machine (`TAP_CHROMIUM` names another), or undefined: then Playwright takes
 * the one that it downloaded itself.
 */
export function browserExecutable(): string | undefined {
  return process.env.TAP_CHROMIUM ?? ON_THE_MACHINE.find(existsSync);
}

/** Keeps Chromium from talking to anything but the portal. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
