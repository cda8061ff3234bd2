import { useApi } from '@backstage/frontend-plugin-api';
import { SuffixAvailability } from '@tap/plugin-tap-common';
import { useEffect, useState } from 'react';
import { tapApiRef } from '../api';

const DEBOUNCE_MS = 300;

/** What is known about a name. */
export type Availability =
  | { state: 'idle' | 'checking' | 'unknown' }
  | { state: 'known'; answer: SuffixAvailability };

/**
 * Asks whether a name can be had, once the typing pauses.
 *
 * @param suffix - a well-formed suffix, or undefined where there is nothing to ask
 * @param target - where it shall be
 */
export function useSuffixAvailability(
  suffix: string | undefined,
  target: string | undefined,
): Availability {
  const api = useApi(tapApiRef);
  const [availability, setAvailability] = useState<Availability>({
    state: 'idle',
  });
  useEffect(() => {
    if (!suffix || !target) {
      setAvailability({ state: 'idle' });
      return undefined;
    }
    let outdated = false;
    const tell = (news: Availability) => !outdated && setAvailability(news);
    setAvailability({ state: 'checking' });
    const timer = setTimeout(
      () =>
        api.getSuffixAvailability({ suffix, target }).then(
          answer => tell({ state: 'known', answer }),
          () => tell({ state: 'unknown' }),
        ),
      DEBOUNCE_MS,
    );
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [api, suffix, target]);
  return availability;
}
