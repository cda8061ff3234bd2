import { useApi } from '@backstage/frontend-plugin-api';
import {
  EnvironmentPlan,
  EnvironmentRequestInput,
} from '@tap/plugin-tap-common';
import { useEffect, useState } from 'react';
import { tapApiRef } from '../api';

const DEBOUNCE_MS = 400;

/** State of a plan. */
export type PlanState =
  | { state: 'loading' }
  | { state: 'failed'; error: unknown }
  | { state: 'known'; plan: EnvironmentPlan };

/**
 * The plan of a request, computed again when the request changes.
 *
 * @param planned - the request; by value, so it can be a new object each time
 */
export function usePlan(planned: EnvironmentRequestInput): PlanState {
  const api = useApi(tapApiRef);
  const [state, setState] = useState<PlanState>({ state: 'loading' });
  const request = JSON.stringify(planned);
  useEffect(() => {
    let outdated = false;
    const update = (news: PlanState) => !outdated && setState(news);
    setState({ state: 'loading' });
    const timer = setTimeout(
      () =>
        api.plan(JSON.parse(request)).then(
          plan => update({ state: 'known', plan }),
          error => update({ state: 'failed', error }),
        ),
      DEBOUNCE_MS,
    );
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [api, request]);
  return state;
}
