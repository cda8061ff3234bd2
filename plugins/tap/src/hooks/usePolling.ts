import { useCallback, useEffect, useRef, useState } from 'react';

/** Result of {@link usePolling}. */
export interface Polled<T> {
  /** The last value; kept if a later read fails. */
  value: T | undefined;
  /** The error of the last read; undefined if it succeeded. */
  error: unknown;
  /** True until the first value or error. */
  loading: boolean;
  /** Reads immediately, and restarts polling if it had stopped. */
  refresh: () => void;
}

/**
 * Polls until the value is settled.
 *
 * @param read - reads once; polling restarts when its identity changes
 * @param options - `intervalMs` between a response and the next read; `isSettled` ends the polling, or, with
 *   `settledIntervalMs`, slows it down
 */
export function usePolling<T>(
  read: () => Promise<T>,
  options: {
    intervalMs: number;
    settledIntervalMs?: number;
    isSettled: (value: T) => boolean;
  },
): Polled<T> {
  const { intervalMs, settledIntervalMs } = options;
  const [state, setState] = useState<Omit<Polled<T>, 'refresh'>>({
    value: undefined,
    error: undefined,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const isSettled = useRef(options.isSettled);
  isSettled.current = options.isSettled;

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = async () => {
      let delay: number | undefined = intervalMs;
      try {
        const value = await read();
        delay = isSettled.current(value) ? settledIntervalMs : intervalMs;
        if (!stopped) {
          setState({ value, error: undefined, loading: false });
        }
      } catch (error) {
        if (!stopped) {
          setState(last => ({ value: last.value, error, loading: false }));
        }
      }
      if (delay !== undefined && !stopped) {
        timer = setTimeout(step, delay);
      }
    };
    step();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [read, intervalMs, settledIntervalMs, round]);

  const refresh = useCallback(() => setRound(n => n + 1), []);
  return { ...state, refresh };
}
