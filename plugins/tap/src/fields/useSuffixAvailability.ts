import { useApi } from '@backstage/frontend-plugin-api';
import { SuffixAvailability } from '@tap/plugin-tap-common';
import { useEffect, useState } from 'react';
import { tapApiRef } from '../api';

const DEBOUNCE_MS = 300;

/** State of the check of a name. */
export type Availability =
  | { state: 'idle' | 'checking' | 'unknown' }
  | { state: 'known'; answer: SuffixAvailability };

/**
 * Checks whether a name is available, after the user stops typing.
 *
 * @param suffix - a valid suffix, or undefined for no check
 * @param target - target of the environment
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
    const update = (news: Availability) => !outdated && setAvailability(news);
    setAvailability({ state: 'checking' });
    const timer = setTimeout(
      () =>
        api.getSuffixAvailability({ suffix, target }).then(
          answer => update({ state: 'known', answer }),
          () => update({ state: 'unknown' }),
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
