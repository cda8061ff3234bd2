import { useState } from 'react';
import { EnvironmentRow } from './useEnvironments';
import { errorText } from '../lib/errorText';

/** The outcome for one environment of a selection. */
export interface BulkOutcome {
  isError: boolean;
  text: string;
  /** Page with the progress. */
  href?: string;
}

/**
 * Runs an action for each environment of a selection, one after the other, and continues after an error.
 *
 * @param act - the action for one environment; its error is the outcome
 * @returns the outcomes by stack ARN so far; `state` of the whole run
 */
export function useBulkRun(
  act: (row: EnvironmentRow) => Promise<Omit<BulkOutcome, 'isError'>>,
): {
  outcomes: Record<string, BulkOutcome>;
  state: 'ready' | 'running' | 'done';
  run: (rows: EnvironmentRow[]) => Promise<void>;
} {
  const [outcomes, setOutcomes] = useState<Record<string, BulkOutcome>>({});
  const [state, setState] = useState<'ready' | 'running' | 'done'>('ready');
  const run = async (rows: EnvironmentRow[]) => {
    setState('running');
    for (const row of rows) {
      const outcome = await act(row).then(
        result => ({ ...result, isError: false }),
        error => ({ isError: true, text: errorText(error) }),
      );
      setOutcomes(before => ({ ...before, [row.id]: outcome }));
    }
    setState('done');
  };
  return { outcomes, state, run };
}
