import { OperationOutcome, OperationRecord } from '@tap/plugin-tap-common';
import { elapsed } from './format';

const TITLES: Record<OperationRecord['operation'], string> = {
  create: 'Creation',
  update: 'Change',
  delete: 'Teardown',
};

const OUTCOMES: Record<OperationOutcome, string> = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  unknown: 'Ended, outcome unknown',
};

/** What an operation does, such as `Creation`. */
export function operationTitle({ operation }: OperationRecord): string {
  return TITLES[operation];
}

/** The outcome of an operation as text. */
export function outcomeText({ outcome }: OperationRecord): string {
  return outcome === undefined ? 'In progress' : OUTCOMES[outcome];
}

/**
 * Duration of an operation, such as `12:30` minutes.
 *
 * @returns undefined while it is in progress
 */
export function durationText({
  endedAt,
  startedAt,
}: OperationRecord): string | undefined {
  return endedAt === undefined
    ? undefined
    : elapsed(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
}
