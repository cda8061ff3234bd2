import { Uptime } from '@tap/plugin-tap-common';

/** Uptimes in words. */
export const UPTIME_TITLES: Record<Uptime, string> = {
  always: 'Always',
  'running-hours': 'In running hours',
};
