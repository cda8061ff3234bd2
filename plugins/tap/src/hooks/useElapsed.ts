import { useEffect, useState } from 'react';

/**
 * Seconds that go on by themselves between two answers. They are counted here and not taken from the
 * difference of two clocks, since the browser's and AWS's may disagree.
 *
 * @param seconds - as last told
 * @param running - whether time goes on
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
