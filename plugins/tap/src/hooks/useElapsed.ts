import { useEffect, useState } from 'react';

/**
 * Elapsed seconds that continue between two responses. They are counted here instead of computed from two clocks,
 * because those of browser and AWS can differ.
 *
 * @param seconds - as last reported
 * @param running - whether the operation is running
 */
export function useElapsed(seconds: number, running: boolean): number {
  const [since, setSince] = useState(0);
  useEffect(() => {
    setSince(0);
    if (!running) {
      return undefined;
    }
    const timer = setInterval(() => setSince(n => n + 1), 1000);
    return () => clearInterval(timer);
  }, [seconds, running]);
  return seconds + since;
}
