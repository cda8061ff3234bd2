import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** A value once it has not changed for some time. */
export function useDebounced<T>(value: T, ms: number): T {
  const [debounced, setDebounced] = useState(value);
  useDebounce(() => setDebounced(value), ms, [value]);
  return debounced;
}
