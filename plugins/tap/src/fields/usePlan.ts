import { useApi } from '@backstage/frontend-plugin-api';
import {
  EnvironmentPlan,
  EnvironmentRequestInput,
  environmentRequestSchema,
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
 * The plan for the values of the form, recomputed when the form changes.
 *
 * @param values - of all pages of the form
 */
export function usePlan(values: Record<string, unknown>): PlanState {
  const api = useApi(tapApiRef);
  const [state, setState] = useState<PlanState>({ state: 'loading' });
  const request = JSON.stringify(requestOf(values));
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

/** The request in a form, without fields that do not belong to it, such as that of the plan. */
function requestOf(values: Record<string, unknown>): EnvironmentRequestInput {
  return Object.fromEntries(
    Object.keys(environmentRequestSchema.shape).flatMap(field => {
      const value = values[field];
      return value === undefined || value === '' ? [] : [[field, value]];
    }),
  ) as EnvironmentRequestInput;
}
